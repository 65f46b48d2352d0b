package org.pukar.base;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Hours of a week, in the city's time. Written {@code always}, or such as {@code mon-fri
 * 06:00-22:00, sat 20:00-02:00}: what goes past midnight belongs to the day on which it began.
 *
 * @param spans at least one
 */
public record WeekHours(List<Span> spans) {
    private static final String RULE =
            "hours must be always or such as mon-fri 06:00-22:00, sat 20:00-02:00, got ";

    public WeekHours {
        spans = List.copyOf(spans);
        if (spans.isEmpty()) {
            throw new IllegalArgumentException(RULE + "none");
        }
    }

    /**
     * The same hours on days that follow each other.
     *
     * @param first the first of them
     * @param last the last, perhaps after a Sunday; the first itself for a single day
     */
    public record Span(DayOfWeek first, DayOfWeek last, OpeningHours hours) {
        private boolean isOn(DayOfWeek day) {
            int length = Math.floorMod(last.getValue() - first.getValue(), 7);
            return Math.floorMod(day.getValue() - first.getValue(), 7) <= length;
        }

        private boolean holds(LocalDateTime at) {
            LocalTime time = at.toLocalTime();
            boolean today = isOn(at.getDayOfWeek());
            if (!hours.until().isBefore(hours.from())) {
                return today && hours.holds(time);
            }
            boolean since = today && !time.isBefore(hours.from());
            return since || (isOn(at.getDayOfWeek().minus(1)) && time.isBefore(hours.until()));
        }

        private String text() {
            String days = first == last ? name(first) : name(first) + "-" + name(last);
            return days + " " + hours.from() + "-" + hours.until();
        }
    }

    public static WeekHours always() {
        return new WeekHours(
                List.of(new Span(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, OpeningHours.always())));
    }

    /** Whether it is open at that moment of the city's week. */
    public boolean holds(LocalDateTime at) {
        return spans.stream().anyMatch(span -> span.holds(at));
    }

    /** As it is written; {@link #read} makes the same hours of it. */
    public String text() {
        return equals(always())
                ? "always"
                : String.join(", ", spans.stream().map(Span::text).toList());
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static WeekHours read(String text) {
        if (text.equals("always")) {
            return always();
        }
        List<Span> spans = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] words = part.strip().split(" ", -1);
            if (words.length != 2) {
                throw new IllegalArgumentException(RULE + text);
            }
            String[] days = words[0].split("-", -1);
            String[] times = words[1].split("-", -1);
            if (days.length > 2 || times.length != 2) {
                throw new IllegalArgumentException(RULE + text);
            }
            try {
                spans.add(
                        new Span(
                                day(days[0]),
                                day(days[days.length - 1]),
                                new OpeningHours(
                                        LocalTime.parse(times[0]), LocalTime.parse(times[1]))));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(RULE + text, e);
            }
        }
        return new WeekHours(spans);
    }

    private static DayOfWeek day(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (name(day).equals(text.toLowerCase(Locale.ROOT))) {
                return day;
            }
        }
        throw new DateTimeException("no day of the week is called " + text);
    }

    private static String name(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }
}
