package org.pukar.server.web;

import java.util.Map;
import org.pukar.server.worker.WorkerRefusedException;
import org.pukar.server.worker.Workers;
import org.pukar.vision.worker.CityTask;
import org.pukar.vision.worker.Orders;
import org.pukar.vision.worker.Report;
import org.pukar.vision.worker.SignalMessage;
import org.pukar.vision.worker.Worker;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What workers on other machines say and are told. A signal's pictures are masked before they leave
 * the worker; this is the only call that takes any.
 */
@RestController
class WorkersApi {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final Workers workers;

    WorkersApi(Workers workers) {
        this.workers = workers;
    }

    @GetMapping("/api/v1/watch")
    CityTask task(String name, String run, String version, String models) {
        return answered(() -> workers.task(new Worker(name, run, version, models)));
    }

    @PostMapping("/api/v1/watch")
    Orders report(@RequestBody String text) {
        Report report = read(text, Report.class);
        return answered(() -> workers.report(report));
    }

    @PostMapping("/api/v1/signals")
    Map<String, Boolean> take(@RequestBody String text) {
        SignalMessage message = read(text, SignalMessage.class);
        try {
            workers.take(message);
        } catch (WorkerRefusedException e) {
            throw new ApiException(
                    HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()));
        }
        return Map.of("taken", true);
    }

    private interface Answer<T> {
        T get() throws WorkerRefusedException;
    }

    private static <T> T answered(Answer<T> answer) {
        try {
            return answer.get();
        } catch (WorkerRefusedException e) {
            throw new ApiException(HttpStatus.CONFLICT, String.valueOf(e.getMessage()), e.again());
        } catch (IllegalArgumentException e) {
            throw new ApiException(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private static <T> T read(String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JacksonException e) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST,
                    "the body must be the JSON of a worker of this version, it is not: "
                            + e.getOriginalMessage());
        }
    }
}
