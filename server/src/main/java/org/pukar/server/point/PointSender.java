package org.pukar.server.point;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.pukar.server.store.PointStore.Kind;
import tools.jackson.databind.json.JsonMapper;

/** What a panic point does to be believed: for demos, drills and trying one out. */
public final class PointSender {
    private PointSender() {}

    /** A new message of a point, signed with its key of 32 bytes. */
    public static String sign(String pointId, byte[] key, Kind kind, Instant at) {
        return sign(
                pointId,
                key,
                Map.of(
                        "id", UUID.randomUUID().toString(),
                        "kind", kind.name().toLowerCase(Locale.ROOT),
                        "at", at.toString()));
    }

    /** Any payload, signed. */
    static String sign(String pointId, byte[] key, Map<String, ?> payload) {
        JWSObject jws =
                new JWSObject(
                        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(pointId).build(),
                        new Payload(JsonMapper.shared().writeValueAsString(payload)));
        try {
            jws.sign(new MACSigner(key));
        } catch (JOSEException e) {
            throw new IllegalArgumentException(
                    "a point's key must have 32 bytes, got " + key.length, e);
        }
        return jws.serialize();
    }
}
