package org.pukar.server.figures;

import java.util.Locale;
import java.util.Optional;

/**
 * Everything that is counted, each with the condition that an incident must fulfil, in the words of
 * {@link FiguresStore}'s query. docs/manual/figures.md says the same in sentences.
 */
public enum Count {
    INCIDENTS(Group.CAME, "true"),
    REQUESTS(Group.CAME, "rank = 'REQUEST'"),
    SIGNS(Group.CAME, "rank = 'SIGN'"),
    EXPRESSIONS(Group.CAME, "rank = 'EXPRESSION'"),

    CONFIRMED(Group.BECAME, "confirmed"),
    DISMISSED(Group.BECAME, "state = 'DISMISSED'"),
    CANT_TELL(Group.BECAME, "doubted"),
    EXPIRED(Group.BECAME, "state = 'EXPIRED'"),
    WITHDRAWN(Group.BECAME, "state = 'WITHDRAWN'"),
    CALLED_BACK(Group.BECAME, "state = 'RECALLED'"),
    CLOSED(Group.BECAME, "state = 'CLOSED'"),
    OPEN(Group.BECAME, "ended_at is null"),

    FALSE_EXPRESSIONS(Group.FALSE, "rank = 'EXPRESSION' and state in ('DISMISSED', 'EXPIRED')"),

    SENT(Group.FOUND, "due"),
    HELP_GIVEN(Group.FOUND, "due and outcome->>'found' = 'HELP_GIVEN'"),
    HELP_NOT_WANTED(Group.FOUND, "due and outcome->>'found' = 'HELP_NOT_WANTED'"),
    NOBODY_THERE(Group.FOUND, "due and outcome->>'found' = 'NOBODY_THERE'"),
    NO_EMERGENCY(Group.FOUND, "due and outcome->>'found' = 'NO_EMERGENCY'"),
    FOUND_UNKNOWN(Group.FOUND, "due and outcome->>'found' = 'UNKNOWN'"),
    NO_OUTCOME(Group.FOUND, "due and outcome is null"),

    WANTED_HELP_YES(Group.ANSWERS, "due and outcome->>'wantedHelp' = 'YES'"),
    WANTED_HELP_NO(Group.ANSWERS, "due and outcome->>'wantedHelp' = 'NO'"),
    WANTED_HELP_UNKNOWN(Group.ANSWERS, "due and outcome->>'wantedHelp' = 'UNKNOWN'"),
    STOPPED_YES(Group.ANSWERS, "due and outcome->>'stopped' = 'YES'"),
    STOPPED_NO(Group.ANSWERS, "due and outcome->>'stopped' = 'NO'"),
    STOPPED_UNKNOWN(Group.ANSWERS, "due and outcome->>'stopped' = 'UNKNOWN'"),
    SEARCHED_YES(Group.ANSWERS, "due and outcome->>'searched' = 'YES'"),
    SEARCHED_NO(Group.ANSWERS, "due and outcome->>'searched' = 'NO'"),
    SEARCHED_UNKNOWN(Group.ANSWERS, "due and outcome->>'searched' = 'UNKNOWN'"),
    ASKED_FOR_ID_YES(Group.ANSWERS, "due and outcome->>'askedForId' = 'YES'"),
    ASKED_FOR_ID_NO(Group.ANSWERS, "due and outcome->>'askedForId' = 'NO'"),
    ASKED_FOR_ID_UNKNOWN(Group.ANSWERS, "due and outcome->>'askedForId' = 'UNKNOWN'"),
    DETAINED_YES(Group.ANSWERS, "due and outcome->>'detained' = 'YES'"),
    DETAINED_NO(Group.ANSWERS, "due and outcome->>'detained' = 'NO'"),
    DETAINED_UNKNOWN(Group.ANSWERS, "due and outcome->>'detained' = 'UNKNOWN'"),

    DRILLS(Group.DRILLS, "true"),
    DRILLS_TAKEN(Group.DRILLS, "taken"),
    DRILLS_MISSED(Group.DRILLS, "not taken and (state = 'EXPIRED' or urgency > 0)"),

    KNOWN(Group.KNOWN, "true"),
    KNOWN_RIGHT(
            Group.KNOWN,
            "confirmed and answer = 'HELP' or state = 'DISMISSED' and answer = 'NO_NEED'"),
    KNOWN_WRONG(
            Group.KNOWN,
            "confirmed and answer = 'NO_NEED' or state = 'DISMISSED' and answer = 'HELP'"),
    KNOWN_CONFIRMED(Group.KNOWN, "confirmed"),
    KNOWN_DISMISSED(Group.KNOWN, "state = 'DISMISSED'"),
    KNOWN_CANT_TELL(Group.KNOWN, "doubted"),
    KNOWN_EXPIRED(Group.KNOWN, "state = 'EXPIRED'");

    /** What is shown together. Exercises are apart and in no other group. */
    public enum Group {
        CAME("exercise is null"),
        BECAME("exercise is null"),
        FALSE("exercise is null"),
        FOUND("exercise is null"),
        ANSWERS("exercise is null"),
        DRILLS("exercise = 'DRILL'"),
        KNOWN("exercise = 'KNOWN'");

        private final String condition;

        Group(String condition) {
            this.condition = condition;
        }
    }

    private final Group group;
    private final String condition;

    Count(Group group, String condition) {
        this.group = group;
        this.condition = condition;
    }

    public Group group() {
        return group;
    }

    /** What it is a share of; empty where it is itself what others are shares of. */
    public Optional<Count> of() {
        Count whole =
                switch (group) {
                    case CAME, BECAME -> INCIDENTS;
                    case FALSE -> EXPRESSIONS;
                    case FOUND, ANSWERS -> SENT;
                    case DRILLS -> DRILLS;
                    case KNOWN -> KNOWN;
                };
        return whole == this ? Optional.empty() : Optional.of(whole);
    }

    String sql() {
        return "count(*) filter (where %s and (%s)) as %s"
                .formatted(group.condition, condition, column());
    }

    /** Its name in the query and in CSV. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
