package org.pukar.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;

class IncidentsTest {
    private static final Instant START = Instant.parse("2026-03-08T18:00:00Z");
    private static final Incidents RULES = new Incidents(Deadlines.standard());

    /** What an incident is told, one word each with its second: {@code 0 claim asha}. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    an expression waits for a person         | EXPRESSION | -                                                           | WAITING      | 30  | 0
                    a sign waits on a faster lane            | SIGN       | -                                                           | WAITING      | 15  | 0
                    a request needs nobody's leave           | REQUEST    | -                                                           | READY        | 0   | 0
                    someone takes it                         | EXPRESSION | 5 claim asha                                                | CLAIMED      | 65  | 0
                    nobody takes it: louder                  | EXPRESSION | 30 tick                                                     | WAITING      | 60  | 1
                    nobody takes it yet                      | EXPRESSION | 29 tick                                                     | WAITING      | 30  | 0
                    nobody takes it twice: everyone          | EXPRESSION | 30 tick; 60 tick                                            | WAITING      | 90  | 2
                    no decision: it rings again              | EXPRESSION | 5 claim asha; 65 tick                                       | WAITING      | 95  | 1
                    another takes it then                    | EXPRESSION | 5 claim asha; 65 tick; 66 claim bilal                       | CLAIMED      | 126 | 1
                    confirmed                                | EXPRESSION | 5 claim asha; 9 confirm asha                                | READY        | 9   | 0
                    dismissed                                | EXPRESSION | 5 claim asha; 9 dismiss asha                                | DISMISSED    | -   | 0
                    can't tell                               | EXPRESSION | 5 claim asha; 9 unsure asha                                 | UNDECIDED    | 309 | 0
                    can't tell, another looks                | EXPRESSION | 5 claim asha; 9 unsure asha; 20 claim bilal                 | CLAIMED      | 80  | 0
                    can't tell, nobody looks again           | EXPRESSION | 5 claim asha; 9 unsure asha; 309 tick                       | EXPIRED      | -   | 0
                    a sign nobody could tell rings on        | SIGN       | 5 claim asha; 9 unsure asha; 309 tick                       | WAITING      | 324 | 1
                    unseen for five minutes                  | EXPRESSION | 300 tick                                                    | EXPIRED      | -   | 0
                    a sign unseen for an hour rings on       | SIGN       | 3600 tick                                                   | WAITING      | 3615| 1
                    told to go                               | REQUEST    | 0 send pcr-7                                                | DISPATCHED   | 30  | 0
                    nobody at a desk sees to it: louder      | REQUEST    | 0 send pcr-7; 15 tick                                       | DISPATCHED   | 30  | 1
                    nobody at a desk, and the unit is silent | REQUEST    | 0 send pcr-7; 15 tick; 30 tick                              | READY        | 31  | 3
                    asha sees to it, the unit is silent      | REQUEST    | 0 send pcr-7; 5 claim asha; 30 tick                         | READY        | 31  | 1
                    asha sees to it before anyone was told   | REQUEST    | 0 claim asha; 1 send pcr-7; 16 tick                         | DISPATCHED   | 31  | 0
                    on the way: no desk need see to it       | REQUEST    | 0 send p; 9 answer r; 15 tick                               | ACKNOWLEDGED | 86409 | 0
                    who looked sees to the request, too      | EXPRESSION | 5 claim asha; 10 join REQUEST; 11 send p; 26 tick           | DISPATCHED   | 41  | 0
                    nobody looked: the request rings anew    | EXPRESSION | 10 join REQUEST; 11 send p; 25 tick                         | DISPATCHED   | 41  | 1
                    seen to, another asks: it rings anew     | REQUEST    | 0 send p; 1 claim asha; 5 join REQUEST; 20 tick             | DISPATCHED   | 30  | 1
                    on the way, another asks: it rings       | REQUEST    | 0 send p; 9 answer r; 20 join REQUEST; 35 tick              | ACKNOWLEDGED | 86409 | 1
                    there, another asks, bilal sees to it    | REQUEST    | 0 send p; 9 answer r; 10 arrive r; 20 join REQUEST; 22 claim bilal; 99 tick | ON_SCENE | 86410 | 0
                    forced to withdraw: the desk rings anew  | REQUEST    | 0 send p; 1 claim asha; 5 urge; 20 tick                     | DISPATCHED   | 30  | 1
                    nobody can be told: it rings, seen to or not | REQUEST | 0 claim asha; 0 tick; 15 tick                              | READY        | 30  | 3
                    confirmed, and nobody can be told        | EXPRESSION | 1 claim a; 2 confirm a; 2 tick; 32 tick                     | READY        | 47  | 3
                    nobody can be told: tried anew           | REQUEST    | 0 tick                                                      | READY        | 15  | 1
                    on the way                               | REQUEST    | 0 send pcr-7; 9 answer ravi                                 | ACKNOWLEDGED | 86409 | 0
                    there                                    | REQUEST    | 0 send pcr-7; 9 answer ravi; 99 arrive ravi                 | ON_SCENE     | 86499 | 0
                    over                                     | REQUEST    | 0 send pcr-7; 9 answer ravi; 99 arrive ravi; 200 report ravi| CLOSED       | -   | 0
                    over from the road                       | REQUEST    | 0 send pcr-7; 9 answer ravi; 200 report ravi                | CLOSED       | -   | 0
                    on the way, time does nothing            | REQUEST    | 0 send pcr-7; 9 answer ravi; 9999 tick                      | ACKNOWLEDGED | 86409 | 0
                    no outcome for a day: reminded           | REQUEST    | 0 send pcr-7; 9 answer ravi; 86409 tick                     | ACKNOWLEDGED | 172809 | 1
                    and again                                | REQUEST    | 0 send p; 9 answer r; 20 arrive r; 86420 tick; 172820 tick  | ON_SCENE     | 259220 | 2
                    a wish missed twice: after 30 s          | SIGN       | 15 tick; 30 tick                                            | WAITING      | 60  | 2
                    a wish missed thrice: once a minute      | SIGN       | 15 tick; 30 tick; 60 tick; 120 tick                         | WAITING      | 180 | 4
                    another opinion takes time               | EXPRESSION | 5 claim asha; 50 opinion asha                               | CLAIMED      | 110 | 0
                    asked twice, it takes no longer          | EXPRESSION | 5 claim asha; 50 opinion asha; 60 opinion asha              | CLAIMED      | 110 | 0
                    who takes it next may ask anew           | EXPRESSION | 5 claim a; 9 opinion a; 69 tick; 70 claim b; 80 opinion b   | CLAIMED      | 140 | 1
                    "I'm fine" ends it                       | REQUEST    | 0 send pcr-7; 9 withdraw                                    | WITHDRAWN    | -   | 0
                    "I'm fine" before anyone was told        | REQUEST    | 1 withdraw                                                  | WITHDRAWN    | -   | 0
                    "I'm fine" to those who are there        | REQUEST    | 0 send p; 9 answer r; 20 arrive r; 30 withdraw              | ON_SCENE     | 86420 | 0
                    "I'm fine", another asked too            | REQUEST    | 0 send pcr-7; 5 join REQUEST; 9 withdraw REQUEST            | DISPATCHED   | 30  | 0
                    "I'm fine", an expression stands         | EXPRESSION | 5 join REQUEST; 6 send pcr-7; 9 withdraw EXPRESSION         | WAITING      | 39  | 0
                    "I'm fine", a sign stands                | SIGN       | 5 join REQUEST; 6 send p; 8 answer r; 9 withdraw SIGN       | WAITING      | 24  | 0
                    "I'm fine" after asha wanted help sent   | EXPRESSION | 1 claim asha; 2 confirm asha; 5 join REQUEST; 9 withdraw EXPRESSION | READY | 2 | 0
                    called back                              | REQUEST    | 0 send pcr-7; 9 recall asha                                 | RECALLED     | -   | 0
                    called back from the road                | REQUEST    | 0 send p; 5 answer r; 9 recall asha                         | RECALLED     | -   | 0
                    one more expression changes nothing      | EXPRESSION | 10 join EXPRESSION                                          | WAITING      | 30  | 0
                    a sign joins: the faster lane            | EXPRESSION | 10 join SIGN                                                | WAITING      | 25  | 0
                    someone asks: help goes                  | EXPRESSION | 10 join REQUEST                                             | READY        | 10  | 0
                    someone asks while asha looks            | EXPRESSION | 5 claim asha; 10 join REQUEST                               | READY        | 10  | 0
                    an expression joins a request            | REQUEST    | 10 join EXPRESSION                                          | READY        | 0   | 0
                    a request joins what is on the way       | EXPRESSION | 5 claim asha; 6 confirm asha; 7 send pcr-7; 8 join REQUEST  | DISPATCHED   | 37  | 0
                    the clock goes back                      | EXPRESSION | -3600 tick                                                  | WAITING      | 30  | 0
                    """)
    void goesFromStateToState(
            String what, Rank rank, String events, State state, String deadline, int urgency) {
        Incident incident = life(rank, events);

        assertThat(incident.state()).as(what).isEqualTo(state);
        assertThat(incident.urgency()).as(what).isEqualTo(urgency);
        assertThat(
                        incident.deadline()
                                .map(d -> String.valueOf(Duration.between(START, d).toSeconds()))
                                .orElse("-"))
                .as(what)
                .isEqualTo(deadline);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    EXPRESSION | -                            | 1 confirm asha  | take the incident before deciding on it; this one is waiting
                    EXPRESSION | -                            | 1 dismiss asha  | take the incident before deciding on it; this one is waiting
                    EXPRESSION | -                            | 1 unsure asha   | take the incident before deciding on it; this one is waiting
                    EXPRESSION | -                            | 1 send pcr-7    | help is sent once it is wanted; this incident is waiting
                    EXPRESSION | -                            | 1 answer ravi   | this incident is waiting, not dispatched
                    EXPRESSION | -                            | 1 arrive ravi   | this incident is waiting, not acknowledged
                    EXPRESSION | -                            | 1 report ravi   | an outcome follows an answer; this incident is waiting
                    EXPRESSION | 0 claim asha                 | 1 claim bilal   | asha took this incident first
                    EXPRESSION | 0 claim asha                 | 1 confirm bilal | asha took this incident first
                    EXPRESSION | 0 claim asha                 | 1 dismiss bilal | asha took this incident first
                    EXPRESSION | 0 claim asha                 | 1 unsure bilal  | asha took this incident first
                    EXPRESSION | 0 claim asha; 1 dismiss asha | 2 confirm asha  | this incident has ended: dismissed
                    EXPRESSION | 300 tick                     | 301 claim asha  | this incident has ended: expired
                    REQUEST    | 0 claim asha                 | 1 claim bilal   | asha took this incident first
                    REQUEST    | 0 send p; 1 claim asha       | 2 claim bilal   | asha took this incident first
                    EXPRESSION | 0 claim asha; 1 confirm asha | 2 claim bilal   | only an incident that waits can be taken; this one is ready
                    REQUEST    | -                            | 1 dismiss asha  | take the incident before deciding on it; this one is ready
                    REQUEST    | 0 send pcr-7                 | 1 send pcr-8    | help is sent once it is wanted; this incident is dispatched
                    REQUEST    | 0 send pcr-7                 | 1 arrive ravi   | this incident is dispatched, not acknowledged
                    REQUEST    | 0 send p; 1 answer r; 2 arrive r | 3 recall asha | help is called back while it is on its way; this incident is on scene
                    EXPRESSION | 0 claim asha                 | 1 recall asha   | help is called back while it is on its way; this incident is claimed
                    EXPRESSION | 0 claim asha                 | 1 opinion bilal | asha took this incident first
                    EXPRESSION | -                            | 1 opinion asha  | take the incident before deciding on it; this one is waiting
                    REQUEST    | 0 send p; 1 withdraw         | 2 answer r      | this incident has ended: withdrawn
                    REQUEST    | 0 send p; 1 answer r; 2 arrive r | 3 claim asha | only an incident that waits can be taken; this one is on scene
                    """)
    void refusesWithTheReason(Rank rank, String events, String event, String message) {
        Incident before = life(rank, events);

        Incidents.Step step = RULES.after(before, event(event));

        assertThat(step.accepted()).isFalse();
        assertThat(step.refusal()).contains(message);
        assertThat(step.incident()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "-, 1 claim",
        "0 send p, 1 claim",
        "0 send p, 1 answer",
        "0 send p, 1 recall",
        "0 send p; 1 answer r, 2 report"
    })
    void nothingIsDoneByNobody(String events, String nameless) {
        Rank rank = events.equals("-") ? Rank.EXPRESSION : Rank.REQUEST;

        assertThatThrownBy(() -> RULES.after(life(rank, events), event(nameless)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a decision needs the name of the person who takes it, got none");
    }

    @Test
    void tellsWhoWasTriedAndTriesThemAgainWhenNobodyIsLeft() {
        Incident silent =
                life(Rank.REQUEST, "0 claim a; 0 send pcr-7; 30 tick; 30 send pcr-8; 60 tick");
        assertThat(silent.tried()).containsExactly("pcr-7", "pcr-8");
        assertThat(silent.sentTo()).isEmpty();
        assertThat(RULES.after(silent, event("60 tick")).incident()).isEqualTo(silent);

        Incident anew = RULES.after(silent, event("61 tick")).incident();
        assertThat(anew.tried()).isEmpty();
        assertThat(anew.urgency()).isEqualTo(3);
    }

    @Test
    void remembersWhoDecided() {
        Incident confirmed = life(Rank.SIGN, "0 claim asha; 1 unsure asha; 2 claim bilal");
        assertThat(confirmed.verdictReason()).contains("because");
        confirmed = RULES.after(confirmed, event("3 confirm bilal")).incident();

        assertThat(confirmed.claimedBy()).contains("bilal");
        assertThat(confirmed.confirmedBy()).contains("bilal");
        assertThat(confirmed.verdictReason()).isEmpty();
        assertThat(life(Rank.REQUEST, "0 send p; 1 answer r; 2 report r").outcome())
                .contains(Life.OUTCOME);
    }

    @Test
    void aWaitingExpressionNeverOutlivesItsExpiry() {
        assertThat(life(Rank.EXPRESSION, "29 tick; 31 tick; 62 tick; 290 tick").deadline())
                .contains(START.plusSeconds(300));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    -                            | site-1 | 0    | true
                    -                            | site-1 | 300  | true
                    -                            | site-1 | 301  | false
                    -                            | site-1 | -60  | true
                    -                            | site-2 | 0    | false
                    200 join EXPRESSION          | site-1 | 500  | true
                    200 join EXPRESSION          | site-1 | 501  | false
                    0 claim asha; 1 dismiss asha | site-1 | 2    | false
                    0 claim asha; 1 confirm asha | site-1 | 2    | true
                    """)
    void signalsOfASiteWithinFiveMinutesAreOneSituation(
            String events, String site, int second, boolean joins) {
        assertThat(RULES.joins(life(Rank.EXPRESSION, events), site, START.plusSeconds(second)))
                .isEqualTo(joins);
    }

    @Test
    void aSignalJoinsOnce() {
        Incident once = life(Rank.EXPRESSION, "10 join SIGN");

        assertThat(RULES.after(once, event("10 join SIGN")).incident()).isEqualTo(once);
        assertThat(once.signals()).hasSize(2);
        assertThat(once.rank()).isEqualTo(Rank.SIGN);
        assertThat(once.lastSignalAt()).isEqualTo(START.plusSeconds(10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    999     | claimWish must be from 1 s to 1 h, got 0.999 s
                    3600001 | claimWish must be from 1 s to 1 h, got 3600.001 s
                    -1000   | claimWish must be from 1 s to 1 h, got -1.0 s
                    """)
    void refusesDeadlinesOutOfRange(long millis, String message) {
        Duration fine = Duration.ofMinutes(1);
        assertThatThrownBy(
                        () ->
                                new Deadlines(
                                        Duration.ofMillis(millis),
                                        fine,
                                        fine,
                                        fine,
                                        fine,
                                        fine,
                                        fine,
                                        fine))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aNoteHasItsLimit() {
        Outcome.Answer no = Outcome.Answer.NO;
        assertThatThrownBy(
                        () ->
                                new Outcome(
                                        Outcome.Found.UNKNOWN,
                                        no,
                                        no,
                                        no,
                                        no,
                                        no,
                                        "x".repeat(2_001)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a note has at most 2000 characters, got 2001");
    }

    private static Incident life(Rank rank, String events) {
        Signal first = new Signal(new UUID(0, 0), "cam-1", rank, START, 1, 14, 13.7, List.of());
        Incident incident = RULES.open(new UUID(1, 1), "site-1", first);
        if (!events.equals("-")) {
            for (String event : events.split(";", -1)) {
                Incidents.Step step = RULES.after(incident, event(event));
                assertThat(step.refusal()).as(event).isEmpty();
                incident = step.incident();
            }
        }
        return incident;
    }

    private static Event event(String words) {
        String[] w = words.strip().split("\\s+", -1);
        Instant at = START.plusSeconds(Long.parseLong(w[0]));
        String who = w.length > 2 ? w[2] : " ";
        return switch (w[1]) {
            case "claim" -> new Event.Claimed(at, who);
            case "confirm" -> new Event.Confirmed(at, who);
            case "dismiss" -> new Event.Dismissed(at, who, "because");
            case "unsure" -> new Event.CouldNotTell(at, who, "because");
            case "opinion" -> new Event.OpinionAsked(at, who);
            case "withdraw" ->
                    new Event.Withdrawn(
                            at, who.isBlank() ? Optional.empty() : Optional.of(Rank.valueOf(who)));
            case "urge" -> new Event.Urged(at);
            case "recall" -> new Event.Recalled(at, who, "because");
            case "send" -> new Event.Sent(at, who);
            case "answer" -> new Event.Acknowledged(at, who);
            case "arrive" -> new Event.Arrived(at, who);
            case "report" -> new Event.Reported(at, who, Life.OUTCOME);
            case "join" ->
                    new Event.SignalJoined(at, new UUID(2, at.getEpochSecond()), Rank.valueOf(who));
            case "tick" -> new Event.Tick(at);
            default -> throw new IllegalArgumentException("no such event: " + words);
        };
    }
}
