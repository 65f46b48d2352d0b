package org.pukar.server.store;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.pukar.base.GeoPoint;

/**
 * Someone's own wish for help.
 *
 * @param id the same as its signal's
 * @param way how it came
 * @param sourceId the panic point, the site of the sign, or the centre that passed it on
 * @param words in the person's own words, at most 500 characters; may be empty
 * @param women whether women officers are wished for
 * @param callBack a number to call back, if one was given; may be empty
 * @param position where the person is, if they wanted to say so
 * @param pressedAt when it was made, by the sender's clock
 * @param receivedAt when it came here
 * @param withdrawnAt when the person said that they are fine
 * @param duressAt when the person said so under somebody's eyes: help goes on
 */
public record Request(
        UUID id,
        Way way,
        String sourceId,
        String words,
        boolean women,
        String callBack,
        Optional<Position> position,
        Instant pressedAt,
        Instant receivedAt,
        Optional<Instant> withdrawnAt,
        Optional<Instant> duressAt) {
    /** Longest words, in characters. */
    public static final int LONGEST_WORDS = 500;

    /** Longest number to call back, in characters: 15 digits (ITU-T E.164) with what separates. */
    public static final int LONGEST_NUMBER = 24;

    public Request {
        checkWords(words);
        if (!goodNumber(callBack)) {
            throw new IllegalArgumentException(
                    "a number to call back must be 2 to %d digits, spaces or hyphens, got %d characters"
                            .formatted(LONGEST_NUMBER, callBack.length()));
        }
    }

    /** Whether these can be taken as a person's words. */
    public static boolean goodWords(String words) {
        return words.length() <= LONGEST_WORDS
                && words.chars()
                        .noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r');
    }

    /** Whether this can be taken as a number to call back; none is one. */
    public static boolean goodNumber(String number) {
        return number.matches("|\\+?[0-9][0-9 ()/-]{1," + (LONGEST_NUMBER - 2) + "}");
    }

    /** How a request came. */
    public enum Way {
        /** A button on a pole. */
        POINT,
        /** The page that the code on a sign opens. */
        PHONE,
        /** A 112 or 1090 centre, or another program. */
        CENTRE
    }

    /**
     * Where someone said they are.
     *
     * @param accuracyMeters as their phone said, 0 to 100,000
     * @param at when
     */
    public record Position(GeoPoint place, double accuracyMeters, Instant at) {
        public Position {
            if (!(accuracyMeters >= 0 && accuracyMeters <= 100_000)) {
                throw new IllegalArgumentException(
                        "a position's accuracy must be in [0, 100000] meters, got "
                                + accuracyMeters);
            }
        }
    }

    static void checkWords(String words) {
        if (!goodWords(words)) {
            throw new IllegalArgumentException(
                    "words must be at most %d characters without control characters, got %d"
                            .formatted(LONGEST_WORDS, words.length()));
        }
    }
}
