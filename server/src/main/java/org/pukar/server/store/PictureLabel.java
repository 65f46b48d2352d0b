package org.pukar.server.store;

import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What a sealed picture is bound to: change any of it, and it opens no more.
 *
 * @param cameraId which camera took it
 * @param at when, in whole microseconds
 * @param sha256 of the masked picture, 32 bytes in lower-case hexadecimal
 * @param policy the rule that says how long it is kept
 */
record PictureLabel(
        UUID incidentId, UUID signalId, String cameraId, Instant at, String sha256, String policy) {
    PictureLabel {
        if (cameraId.indexOf('\n') >= 0 || policy.indexOf('\n') >= 0) {
            throw new IllegalArgumentException(
                    "a label's parts must be of one line each, got " + cameraId + ", " + policy);
        }
    }

    static String hex(byte[] sha256) {
        return HexFormat.of().formatHex(sha256);
    }

    /** The text that is bound in, of form 1. */
    String text() {
        return """
        pukar picture 1
        incident=%s
        signal=%s
        camera=%s
        at=%s
        sha256=%s
        policy=%s
        """
                .formatted(incidentId, signalId, cameraId, at, sha256, policy);
    }
}
