package org.pukar.server.point;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.MACVerifier;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.pukar.server.point.PointGate.Became;
import org.pukar.server.store.PointStore.Kind;
import org.pukar.server.store.PointStore.Message;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what a panic point sends: a JWS in compact form (RFC 7515) with HS256; its {@code kid} is
 * the point's id. The payload is JSON: {@code id} (a UUID never used twice), {@code kind} (press,
 * test, heartbeat), {@code at} (ISO 8601 in UTC), and if known {@code battery} in [0, 1] and {@code
 * link} in dBm.
 */
final class PointMessage {
    /** Longest message, in characters: some 300 are needed. */
    static final int LONGEST = 2_048;

    private PointMessage() {}

    /** Why a message can't be taken. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;
        private final String pointId;
        private final Became became;

        /**
         * @param pointId as it called itself; empty when that could not be read
         */
        RefusedException(String pointId, Became became, String reason) {
            super(reason);
            this.pointId = pointId;
            this.became = became;
        }

        Became became() {
            return became;
        }

        String pointId() {
            return pointId;
        }
    }

    /**
     * The message, if its signature holds.
     *
     * @param key of a point, by its id; empty for a point without one
     */
    static Message read(String text, Instant receivedAt, Function<String, Optional<byte[]>> key)
            throws RefusedException {
        if (text.length() > LONGEST) {
            throw new RefusedException(
                    "",
                    Became.MALFORMED,
                    "a message must have at most %d characters, got %d"
                            .formatted(LONGEST, text.length()));
        }
        JWSObject jws = parse(text);
        String point = Optional.ofNullable(jws.getHeader().getKeyID()).orElse("");
        if (!point.matches("[A-Za-z0-9][A-Za-z0-9-]{0,39}")) {
            throw new RefusedException(
                    "", Became.MALFORMED, "the header's kid must be the point's id, got none");
        }
        if (!JWSAlgorithm.HS256.equals(jws.getHeader().getAlgorithm())) {
            throw new RefusedException(point, Became.MALFORMED, "alg must be HS256, got another");
        }
        byte[] secret =
                key.apply(point)
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                point,
                                                Became.FORGED,
                                                "a point must be known here and have a key"));
        if (!holds(jws, secret)) {
            throw new RefusedException(point, Became.FORGED, "the signature does not hold");
        }
        return message(point, jws.getPayload().toString(), receivedAt);
    }

    private static JWSObject parse(String text) throws RefusedException {
        try {
            return JWSObject.parse(text.strip());
        } catch (ParseException e) {
            throw new RefusedException(
                    "",
                    Became.MALFORMED,
                    "a message must be a JWS in compact form, three parts with dots between");
        }
    }

    private static boolean holds(JWSObject jws, byte[] secret) {
        try {
            return jws.verify(new MACVerifier(secret));
        } catch (JOSEException e) {
            return false;
        }
    }

    private static Message message(String point, String json, Instant receivedAt)
            throws RefusedException {
        JsonNode node;
        try {
            node = JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            throw new RefusedException(point, Became.MALFORMED, "the payload must be JSON");
        }
        return new Message(
                id(point, node.path("id").asString("")),
                point,
                kind(point, node.path("kind").asString("")),
                at(point, node.path("at").asString("")),
                receivedAt,
                number(point, node, "battery", 0, 1),
                number(point, node, "link", -200, 50));
    }

    private static UUID id(String point, String text) throws RefusedException {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(point, Became.MALFORMED, "id must be a UUID");
        }
    }

    private static Kind kind(String point, String text) throws RefusedException {
        return Arrays.stream(Kind.values())
                .filter(k -> k.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        point,
                                        Became.MALFORMED,
                                        "kind must be press, test or heartbeat"));
    }

    private static Instant at(String point, String text) throws RefusedException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new RefusedException(
                    point, Became.MALFORMED, "at must be a time such as 2026-03-08T18:00:00Z");
        }
    }

    private static Optional<Double> number(
            String point, JsonNode node, String name, double least, double most)
            throws RefusedException {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        double number = value.asDouble(Double.NaN);
        if (!(number >= least && number <= most)) {
            throw new RefusedException(
                    point,
                    Became.MALFORMED,
                    "%s must be in [%.0f, %.0f]".formatted(name, least, most));
        }
        return Optional.of(number);
    }
}
