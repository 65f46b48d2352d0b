package org.pukar.server.web;

import java.util.Locale;
import java.util.Optional;
import org.pukar.server.figures.Count;
import org.pukar.server.figures.Figures;
import org.pukar.server.figures.Figures.Percentiles;
import org.pukar.server.figures.Wait;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * Figures in the reader's words: a share never without its numbers, and "not measured" where
 * nothing is.
 */
public final class FigureWords {
    private static final double PERCENT = 100;
    private static final int SECONDS_A_MINUTE = 60;
    private static final int SECONDS_AN_HOUR = 3600;

    /** Shown in minutes from here on. */
    private static final int LONG_SECONDS = 600;

    private final MessageSource messages;

    FigureWords(MessageSource messages) {
        this.messages = messages;
    }

    /** A count, with what it is a share of where there is such. */
    public String count(Figures figures, Count count) {
        return count.of()
                .map(whole -> share(figures.of(count), figures.of(whole)))
                .orElseGet(() -> Long.toString(figures.of(count)));
    }

    /** The same by the count's name. */
    public String count(Figures figures, String count) {
        return count(figures, Count.valueOf(count));
    }

    /** Half of what rang was taken within this. */
    public String halfClaimed(Figures figures) {
        return half(figures.of(Wait.CLAIM).percentiles());
    }

    /** So many of so many. */
    public String share(long n, long of) {
        return of == 0
                ? notMeasured()
                : text("figures.share", n, of, number(PERCENT * n / of, of < PERCENT ? 0 : 1));
    }

    /** False alarms per camera and day with the upper bound. */
    public String rate(Figures figures) {
        return figures.falseAlarms().known()
                ? text(
                        "figures.rate",
                        number(figures.falseAlarms().perDay(), 2),
                        number(figures.falseAlarms().upper(), 2))
                : notMeasured();
    }

    /** How long cameras were watched. */
    public String days(Figures figures) {
        return figures.falseAlarms().known()
                ? number(figures.cameraDays(), figures.cameraDays() < 1 ? 3 : 1)
                : notMeasured();
    }

    /** Half of them within this. */
    public String half(Optional<Percentiles> times) {
        return times.map(p -> seconds(p.half())).orElseGet(this::notMeasured);
    }

    /** 90 of 100 within this. */
    public String ninety(Optional<Percentiles> times) {
        return times.map(p -> seconds(p.ninety())).orElseGet(this::notMeasured);
    }

    /** 99 of 100 within this. */
    public String ninetyNine(Optional<Percentiles> times) {
        return times.map(p -> seconds(p.ninetyNine())).orElseGet(this::notMeasured);
    }

    /** In seconds, minutes or hours, whatever is easiest to read. */
    public String seconds(double seconds) {
        if (seconds < LONG_SECONDS) {
            return text("figures.seconds", shortNumber(seconds));
        }
        return seconds < 2 * SECONDS_AN_HOUR
                ? text("figures.minutes", shortNumber(seconds / SECONDS_A_MINUTE))
                : text("figures.hours", shortNumber(seconds / SECONDS_AN_HOUR));
    }

    private String notMeasured() {
        return text("figures.notMeasured");
    }

    private static String shortNumber(double value) {
        return number(value, value == Math.rint(value) ? 0 : 1);
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private String text(String key, Object... about) {
        return messages.getMessage(
                key,
                java.util.Arrays.stream(about).map(String::valueOf).toArray(),
                LocaleContextHolder.getLocale());
    }
}
