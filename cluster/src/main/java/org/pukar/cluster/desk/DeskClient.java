package org.pukar.cluster.desk;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.pukar.vision.worker.CityTask;
import org.pukar.vision.worker.Orders;
import org.pukar.vision.worker.Report;
import org.pukar.vision.worker.SignalMessage;
import org.pukar.vision.worker.Worker;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the desk for one worker. Thread-safe. */
public final class DeskClient {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** A report is answered from memory; longer, and the next one is due anyway. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** A signal's pictures are sealed and written first. */
    private static final Duration TAKE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final URI desk;
    private final String key;
    private final Worker worker;

    /**
     * @param desk its address
     * @param key of a worker
     */
    public DeskClient(URI desk, String key, Worker worker) {
        this.desk = desk;
        this.key = key;
        this.worker = worker;
    }

    public Worker worker() {
        return worker;
    }

    /** What there is to read. */
    public CityTask task() throws DeskAwayException, DeskRefusedException {
        String query =
                "name=%s&run=%s&version=%s&models=%s"
                        .formatted(
                                encoded(worker.name()),
                                encoded(worker.run()),
                                encoded(worker.version()),
                                encoded(worker.models()));
        return read(send(request("/api/v1/watch?" + query, ANSWER).GET()), CityTask.class);
    }

    /** Says how cameras do, and hears what each may do now. */
    public Orders report(List<Report.OfCamera> cameras)
            throws DeskAwayException, DeskRefusedException {
        return read(
                send(
                        request("/api/v1/watch", ANSWER)
                                .POST(
                                        HttpRequest.BodyPublishers.ofByteArray(
                                                JSON.writeValueAsBytes(
                                                        new Report(worker, cameras))))),
                Orders.class);
    }

    /** Hands in a signal; once this returns, the desk has it. */
    public void send(SignalMessage message) throws DeskAwayException, DeskRefusedException {
        SignalMessage sent = message;
        byte[] body = JSON.writeValueAsBytes(sent);
        while (body.length > SignalMessage.LARGEST_BYTES && !sent.pictures().isEmpty()) {
            sent = sent.pictures().size() > 1 ? sent.thinned() : sent.without();
            body = JSON.writeValueAsBytes(sent);
        }
        send(request("/api/v1/signals", TAKE).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String path, Duration atMost) {
        return HttpRequest.newBuilder(desk.resolve(path))
                .timeout(atMost)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
    }

    private String send(HttpRequest.Builder request)
            throws DeskAwayException, DeskRefusedException {
        HttpResponse<String> answer;
        try {
            answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new DeskAwayException(
                    "the desk gives no answer at %s: %s"
                            .formatted(desk, e.getClass().getSimpleName()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeskAwayException("the worker ends");
        }
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return answer.body();
        }
        if (status / 100 == 4 && status != 408 && status != 429) {
            throw new DeskRefusedException(
                    "the desk refuses with %d: %s".formatted(status, detail(answer.body())),
                    status == 401 || status == 403,
                    seconds(answer.headers().firstValue("Retry-After").orElse("")));
        }
        throw new DeskAwayException("the desk can't answer now, it says " + status);
    }

    /** 0 where it is none; a proxy may say a date. */
    private static long seconds(String text) {
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
    }

    private static String detail(String body) {
        try {
            JsonNode detail = JSON.readTree(body).path("detail");
            return detail.asString("no reason given");
        } catch (JacksonException e) {
            return "no reason given";
        }
    }

    private static <T> T read(String body, Class<T> type) throws DeskAwayException {
        try {
            return JSON.readValue(body, type);
        } catch (JacksonException e) {
            throw new DeskAwayException(
                    "what answers there is no desk of this version: " + e.getOriginalMessage());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
