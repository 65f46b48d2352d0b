package org.pukar.server.breach;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pukar.server.settings.City;

/**
 * A notice as text, in English: what is known is filled in, the rest says so. A person reads,
 * completes and sends it; Pukar does not.
 */
public final class Draft {
    /** Where something is to be written. */
    public static final String TO_FILL_IN = "[FILL IN]";

    private static final Map<Notice, String> TO =
            Map.of(
                    Notice.CERT_IN,
                    "To the Indian Computer Emergency Response Team (CERT-In): report of an"
                            + " incident",
                    Notice.BOARD,
                    "To the Data Protection Board of India: first intimation of a personal data"
                            + " breach",
                    Notice.PEOPLE,
                    "To the people concerned: your data may have got out",
                    Notice.BOARD_IN_FULL,
                    "To the Data Protection Board of India: full report of a personal data breach");

    private static final Map<Notice, List<Field>> ASKED =
            Map.of(
                    Notice.CERT_IN,
                    List.of(Field.WHAT, Field.WHEN, Field.SYSTEMS, Field.MEASURES, Field.CONTACT),
                    Notice.BOARD,
                    List.of(
                            Field.WHAT,
                            Field.WHEN,
                            Field.SYSTEMS,
                            Field.WHOSE,
                            Field.CONSEQUENCES,
                            Field.CONTACT),
                    Notice.PEOPLE,
                    List.of(
                            Field.WHAT,
                            Field.WHEN,
                            Field.WHOSE,
                            Field.CONSEQUENCES,
                            Field.MEASURES,
                            Field.ADVICE,
                            Field.CONTACT),
                    Notice.BOARD_IN_FULL,
                    List.of(Field.values()));

    private Draft() {}

    /** The text of one notice. */
    public static String of(Notice notice, Breach breach, Held held, City city, Instant now) {
        StringBuilder text = new StringBuilder();
        if (breach.drill()) {
            text.append("DRILL: nothing has happened. Do not send.\n\n");
        }
        text.append("DRAFT, for a person to complete and send\n\n")
                .append(TO.get(notice))
                .append("\n\n");
        line(text, "System", "Pukar, " + city.name());
        line(text, "Operator", city.answerable().owner().orElse(TO_FILL_IN));
        line(text, "Legal ground", city.answerable().ground().orElse(TO_FILL_IN));
        line(text, "Became known", time(city, breach.knownAt()));
        line(text, "To be sent by", time(city, breach.knownAt().plus(notice.within())));
        line(text, "Draft of", time(city, now));
        for (Field field : ASKED.getOrDefault(notice, List.of())) {
            text.append('\n').append(field.heading()).append(":\n");
            text.append(breach.words().getOrDefault(field, TO_FILL_IN)).append('\n');
        }
        if (notice != Notice.PEOPLE) {
            kinds(text, held);
        }
        return text.toString();
    }

    private static void kinds(StringBuilder text, Held held) {
        text.append("\nWhat the system holds, and so could be touched at most, counted now:\n");
        count(text, held.incidents(), "incidents: place, time, decisions, by whom");
        count(
                text,
                held.withPictures(),
                "of them with pictures: every found head covered, sealed with AES-256-GCM");
        count(text, held.requests(), "calls for help with words, a number or a place");
        count(text, held.numbers(), "of them with a number to call");
        count(text, held.accounts(), "accounts of staff: name, hash of the password, role");
        count(text, held.entries(), "entries of the log: who on the staff did or saw what");
        text.append("It holds no unmasked picture, no name of anybody in a picture, and nothing by")
                .append(" which a face could be recognised.\n");
    }

    private static void count(StringBuilder text, long count, String what) {
        text.append(String.format(Locale.ROOT, "%10d %s%n", count, what));
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-14s %s%n", name + ":", value));
    }

    private static String time(City city, Instant at) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm VV", Locale.ROOT)
                .withZone(city.zone())
                .format(at);
    }
}
