package org.pukar.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Evidence that passed its threshold, or a request made on purpose: all that leaves a camera's
 * machine, beside masked pictures.
 *
 * @param id the same for the same frames, so that sending twice does no harm
 * @param cameraId the camera, or the panic point, that it comes from
 * @param rank how far it is a person's own wish
 * @param at when the evidence passed
 * @param track the track it came from; 0 for a request
 * @param score the evidence that passed, natural logarithm of odds; 0 for a sign and a request
 * @param threshold what it had to pass; 0 for a sign and a request
 * @param looks what was seen, oldest first
 */
public record Signal(
        UUID id,
        String cameraId,
        Rank rank,
        Instant at,
        long track,
        double score,
        double threshold,
        List<Look> looks) {
    public Signal {
        looks = List.copyOf(looks);
    }

    static Signal expression(
            String cameraId, Instant at, long track, Evidence evidence, double threshold) {
        return new Signal(
                idOf(cameraId, at, track),
                cameraId,
                Rank.EXPRESSION,
                at,
                track,
                evidence.sum(),
                threshold,
                evidence.looks());
    }

    /** The Signal for Help, made with a hand: the wish itself, unverified, and no odds. */
    static Signal sign(String cameraId, Instant at, long track) {
        return new Signal(
                idOf(cameraId + "|SIGN", at, track),
                cameraId,
                Rank.SIGN,
                at,
                track,
                0,
                0,
                List.of());
    }

    /** A press on a panic point or a call from a phone: no evidence but the wish itself. */
    public static Signal request(String sourceId, Instant at) {
        return new Signal(idOf(sourceId, at, 0), sourceId, Rank.REQUEST, at, 0, 0, 0, List.of());
    }

    private static UUID idOf(String sourceId, Instant at, long track) {
        return UUID.nameUUIDFromBytes(
                (sourceId + "|" + at + "|" + track).getBytes(StandardCharsets.UTF_8));
    }
}
