package org.pukar.server.figures;

import java.util.Locale;

/** Every time that is measured, in seconds, of incidents that are no exercise. */
public enum Wait {
    /** From the first signal to the first person who took it; requests ring nobody's desk. */
    CLAIM("rank <> 'REQUEST'", "extract(epoch from claimed - opened_at)"),
    /** From taking it to the first decision. */
    DECISION("claimed is not null", "extract(epoch from decided - taken_for_it)"),
    /** From the first time that anybody was told to go to the first answer. */
    ANSWER("sent is not null", "extract(epoch from answered - sent)"),
    /** From the first time that anybody was told to go to the first arrival. */
    ARRIVAL("sent is not null", "extract(epoch from arrived - sent)");

    private final String condition;
    private final String seconds;

    Wait(String condition, String seconds) {
        this.condition = condition;
        this.seconds = seconds;
    }

    /** Three columns: of how many, how many of them have it, and the percentiles. */
    String sql() {
        String counted = "exercise is null and " + condition;
        return """
        count(*) filter (where %2$s) as %1$s_of,
        count(%3$s) filter (where %2$s) as %1$s_n,
        percentile_cont(array[.5, .9, .99]) within group (order by %3$s) filter (where %2$s) as %1$s\
        """
                .formatted(column(), counted, seconds);
    }

    /** Its name in the query and in CSV. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
