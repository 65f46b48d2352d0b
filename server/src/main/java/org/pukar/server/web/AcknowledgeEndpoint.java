package org.pukar.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.pukar.server.channel.Channels;
import org.pukar.server.channel.Signatures;
import org.pukar.server.desk.Alerts;
import org.pukar.server.desk.Desk;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a channel's other side says that a person there saw an alert. It is signed with the
 * channel's secret, as a webhook is: docs/manual/channels.md.
 */
@RestController
class AcknowledgeEndpoint {
    static final String PATH = "/api/v1/alerts/{id}/acknowledge";
    private static final int LONGEST_BODY = 4096;
    private static final int LONGEST_NAME = 100;

    private final Alerts alerts;
    private final Channels channels;
    private final Desk desk;

    AcknowledgeEndpoint(Alerts alerts, Channels channels, Desk desk) {
        this.alerts = alerts;
        this.channels = channels;
        this.desk = desk;
    }

    @PostMapping(PATH)
    ResponseEntity<ProblemDetail> acknowledge(
            @PathVariable String id,
            @RequestHeader(name = Signatures.HEADER) Optional<String> signature,
            HttpServletRequest request)
            throws IOException {
        byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            return refuse(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "the body must be at most %d bytes".formatted(LONGEST_BODY));
        }
        Optional<UUID> alert = uuid(id);
        Optional<byte[]> secret = alert.flatMap(alerts::channelOf).flatMap(channels::secret);
        // Who can't sign does not learn which alerts there are.
        Optional<String> refusal =
                secret.isEmpty()
                        ? Optional.of(
                                "there is no such alert, or its channel has no secret to check"
                                        + " signatures with")
                        : Signatures.refuse(secret.get(), desk.now(), signature, body);
        if (refusal.isPresent()) {
            return refuse(HttpStatus.UNAUTHORIZED, refusal.get());
        }
        return acknowledge(alert.orElseThrow(), body);
    }

    private ResponseEntity<ProblemDetail> acknowledge(UUID alert, byte[] body) {
        Optional<JsonNode> json = json(body);
        Optional<String> said = json.flatMap(j -> text(j, "alert"));
        if (!said.flatMap(AcknowledgeEndpoint::uuid).equals(Optional.of(alert))) {
            return refuse(
                    HttpStatus.BAD_REQUEST,
                    "the body must be JSON whose alert is the one in the address");
        }
        Optional<String> person = json.flatMap(j -> text(j, "person")).map(String::strip);
        if (person.isEmpty() || !isName(person.get())) {
            return refuse(
                    HttpStatus.BAD_REQUEST,
                    "person must be the name of whoever saw the alert, 1 to %d characters without line breaks"
                            .formatted(LONGEST_NAME));
        }
        alerts.acknowledge(alert, person.get(), desk.now());
        return ResponseEntity.noContent().build();
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && text.codePoints()
                        .noneMatch(
                                c ->
                                        Character.isISOControl(c)
                                                || Character.getType(c) == Character.FORMAT
                                                || Character.getType(c) == Character.SURROGATE
                                                || c == 0x2028
                                                || c == 0x2029);
    }

    private static Optional<JsonNode> json(byte[] body) {
        try {
            return Optional.of(JsonMapper.shared().readTree(body)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode json, String name) {
        return Optional.ofNullable(json.get(name))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ResponseEntity<ProblemDetail> refuse(HttpStatus status, String why) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetail.forStatusAndDetail(status, why));
    }
}
