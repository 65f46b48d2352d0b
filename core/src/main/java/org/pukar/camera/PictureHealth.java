package org.pukar.camera;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a camera's picture can be trusted to show the street: a frozen or blind picture is a
 * fault, never a quiet street. A pure step a frame.
 *
 * @param samples brightness at a grid of points of the picture that stands, row by row; empty
 *     before the first frame
 * @param standsSince since when no later picture differed from it
 * @param blindSince since when there was nothing to see
 */
@SuppressWarnings("ArrayRecordComponent") // four thousand bytes, never handed out
public record PictureHealth(
        byte[] samples, Optional<Instant> standsSince, Optional<Instant> blindSince) {
    /**
     * How long a picture may stand, or be blind, before that is a fault. A key frame comes sooner.
     */
    public static final Duration LONGEST = Duration.ofSeconds(5);

    private static final int ACROSS = 64;
    private static final int DOWN = 64;

    /**
     * A point has changed when its brightness moved by more than this, of 255: sensor noise does
     * that somewhere.
     */
    private static final int CHANGE = 3;

    /** So many of the points must change for the picture to be alive: one in a thousand. */
    private static final int ALIVE_POINTS = ACROSS * DOWN / 1000;

    /**
     * Brightness that varies by less than this over the whole picture shows nothing: lens cap,
     * black, white.
     */
    private static final double FLAT_DEVIATION = 4;

    public static PictureHealth unknown() {
        return new PictureHealth(new byte[0], Optional.empty(), Optional.empty());
    }

    /** The health after one more frame. */
    public PictureHealth add(Frame frame) {
        byte[] next = sample(frame);
        boolean same = samples.length == next.length && changed(samples, next) <= ALIVE_POINTS;
        Optional<Instant> blind =
                deviation(next) >= FLAT_DEVIATION
                        ? Optional.empty()
                        : Optional.of(blindSince.orElse(frame.at()));
        return same
                ? new PictureHealth(samples, standsSince, blind)
                : new PictureHealth(next, Optional.of(frame.at()), blind);
    }

    /** What is wrong at that time, if anything is; blindness is told before a frozen picture. */
    public Optional<PictureFault> fault(Instant at) {
        if (lastedTooLong(blindSince, at)) {
            return Optional.of(PictureFault.BLIND);
        }
        return lastedTooLong(standsSince, at) ? Optional.of(PictureFault.FROZEN) : Optional.empty();
    }

    /** For how long no later picture has differed from the one that stands. */
    public Duration stands(Instant at) {
        return standsSince.map(since -> Duration.between(since, at)).orElse(Duration.ZERO);
    }

    private static boolean lastedTooLong(Optional<Instant> since, Instant at) {
        return since.filter(s -> !at.isBefore(s.plus(LONGEST))).isPresent();
    }

    private static byte[] sample(Frame frame) {
        byte[] samples = new byte[ACROSS * DOWN];
        for (int row = 0; row < DOWN; row++) {
            int y = (2 * row + 1) * frame.height() / (2 * DOWN);
            for (int column = 0; column < ACROSS; column++) {
                samples[row * ACROSS + column] =
                        (byte) frame.luma((2 * column + 1) * frame.width() / (2 * ACROSS), y);
            }
        }
        return samples;
    }

    private static int changed(byte[] before, byte[] after) {
        int changed = 0;
        for (int i = 0; i < before.length; i++) {
            if (Math.abs((before[i] & 0xff) - (after[i] & 0xff)) > CHANGE) {
                changed++;
            }
        }
        return changed;
    }

    private static double deviation(byte[] samples) {
        double sum = 0;
        double squares = 0;
        for (byte sample : samples) {
            int value = sample & 0xff;
            sum += value;
            squares += value * value;
        }
        double mean = sum / samples.length;
        return Math.sqrt(Math.max(0, squares / samples.length - mean * mean));
    }
}
