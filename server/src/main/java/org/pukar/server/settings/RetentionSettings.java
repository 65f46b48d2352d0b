package org.pukar.server.settings;

import java.time.Duration;

/**
 * How long is kept what people may be known by. Limits are our choice: a day, so that a decision
 * can be looked into; a year for pictures and three for words, after which a hold must name its
 * reason.
 *
 * @param pictures of confirmed incidents, from their end on
 * @param words what somebody who asked for help said, their number and place, what others wrote
 *     about an incident; from its end on
 */
public record RetentionSettings(Duration pictures, Duration words) {
    public static final int LEAST_DAYS = 1;
    public static final int MOST_PICTURE_DAYS = 365;
    public static final int MOST_WORD_DAYS = 1_096;

    public RetentionSettings {
        check("pictures", pictures, MOST_PICTURE_DAYS);
        check("words", words, MOST_WORD_DAYS);
    }

    private static void check(String name, Duration kept, int mostDays) {
        if (kept.compareTo(Duration.ofDays(LEAST_DAYS)) < 0
                || kept.compareTo(Duration.ofDays(mostDays)) > 0) {
            throw new IllegalArgumentException(
                    "%s must be kept for %d to %d days, got %s"
                            .formatted(name, LEAST_DAYS, mostDays, kept));
        }
    }

    /** Thirty days each. */
    public static RetentionSettings standard() {
        return new RetentionSettings(Duration.ofDays(30), Duration.ofDays(30));
    }
}
