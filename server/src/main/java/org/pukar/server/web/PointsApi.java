package org.pukar.server.web;

import java.util.Map;
import org.pukar.server.point.PointGate;
import org.pukar.server.point.PointGate.Answer;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where panic points send their signed messages. */
@RestController
class PointsApi {
    private final PointGate gate;

    PointsApi(PointGate gate) {
        this.gate = gate;
    }

    /** The body is the signed text. 200: taken, stop sending it; 4xx: it will never be taken. */
    @PostMapping("/api/v1/points/messages")
    ResponseEntity<Object> take(@RequestBody String signed) {
        Answer answer = gate.take(signed, "https");
        HttpStatus status =
                switch (answer.became()) {
                    case TAKEN, REPEATED -> HttpStatus.OK;
                    case FORGED -> HttpStatus.UNAUTHORIZED;
                    case REPLAYED -> HttpStatus.CONFLICT;
                    case MALFORMED, UNTIMELY -> HttpStatus.UNPROCESSABLE_CONTENT;
                };
        return answer.became().refused()
                ? ResponseEntity.status(status)
                        .body(ProblemDetail.forStatusAndDetail(status, answer.reason()))
                : ResponseEntity.ok(Map.of("taken", true));
    }
}
