package org.pukar.server.channel;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.pukar.evidence.Rank;
import org.pukar.server.store.Alert;

/**
 * What an alert says to people, in one place for all channels. It says what is known and no more;
 * whatever nobody looked at is called unverified.
 */
final class AlertWords {
    /** Every alert carries it. */
    static final String NOT_GROUNDS =
            "Assist whoever is in need. This is not grounds for search, stop or arrest.";

    private static final String NOT_GROUNDS_SHORT = "Not grounds for search, stop or arrest.";

    /** One text message in the GSM alphabet: 3GPP TS 23.038. */
    static final int LONGEST_SMS = 160;

    /** So that a long name does not push out what matters. */
    private static final int LONGEST_NAME_IN_SMS = 24;

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private AlertWords() {}

    /** What there is a sign of. */
    static String event(Alert alert) {
        boolean person = alert.confirmed();
        return switch (alert.rank()) {
            case REQUEST -> "Request for help";
            case SIGN -> "Signal for Help, " + (person ? "confirmed by a person" : "unverified");
            case EXPRESSION ->
                    "Expression like distress, "
                            + (person ? "confirmed by a person" : "unverified");
        };
    }

    /** What is asked of whoever reads it. */
    static String asked(Alert alert) {
        return asked(alert, Integer.MAX_VALUE);
    }

    private static String asked(Alert alert, int longestName) {
        return switch (alert.kind()) {
            case OPENED, RAISED -> first(alert.rank());
            case SENT -> cut(alert.sentTo().orElse("someone"), longestName) + " was told to go";
            case ESCALATED ->
                    alert.confirmed() || alert.rank() == Rank.REQUEST
                            ? "no answer in time: please answer"
                            : "not taken in time: a person is asked to look";
            case WITHDRAWN -> "withdrawn: nothing is asked any more";
            case CLOSED -> "over: the outcome was reported";
        };
    }

    private static String first(Rank rank) {
        return switch (rank) {
            case REQUEST -> "a person asks for help";
            case SIGN -> "stand by";
            case EXPRESSION -> "a person is asked to look";
        };
    }

    /** One line for a list. */
    static String headline(Alert alert) {
        return mark(alert) + event(alert) + ": " + alert.site() + ", " + asked(alert);
    }

    /** An exercise says so first. */
    private static String mark(Alert alert) {
        return alert.status() == Alert.Status.ACTUAL ? "" : alert.status().name() + ". ";
    }

    /** Some sentences. */
    static String description(Alert alert) {
        return "%s%s. Place: %s. What is asked: %s. %s"
                .formatted(mark(alert), event(alert), alert.site(), asked(alert), NOT_GROUNDS);
    }

    /** At most {@link #LONGEST_SMS} characters; long names are cut, the rest always fits. */
    static String sms(Alert alert, ZoneId zone) {
        String before = "PUKAR " + mark(alert) + event(alert) + ": ";
        String after =
                ", %s. %s %s"
                        .formatted(
                                plain(asked(alert, LONGEST_NAME_IN_SMS)),
                                CLOCK.format(alert.at().atZone(zone)),
                                NOT_GROUNDS_SHORT);
        String site = plain(alert.site());
        return before + cut(site, LONGEST_SMS - before.length() - after.length()) + after;
    }

    /** Without line breaks and other characters that steer. */
    static String plain(String text) {
        return text.replaceAll(
                        "[\\p{Cntrl}[\\p{Cf}&&[^\\u200c\\u200d]]\\p{Cs}\\u2028\\u2029]+", " ")
                .strip();
    }

    /** Never through the middle of a character. */
    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Math.max(0, most);
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }
}
