package org.pukar.server.breach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.City;
import org.pukar.server.store.AccountStore;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;
import org.pukar.server.store.Database;

/** A breach from the first minute to its end, by a clock that the test sets. */
class BreachDrillTest {
    private static final Instant KNOWN = Instant.parse("2026-11-25T04:00:00Z");

    @TempDir Path data;
    private Database database;
    private City city;
    private Instant now = KNOWN.plus(Duration.ofMinutes(10));
    private Breaches breaches;

    @BeforeEach
    void open() throws Exception {
        city = TestCity.in(data);
        database = Database.open(data, Optional.empty(), true);
        breaches = new Breaches(database.jdbc(), () -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private List<Notice> overdue(Breach breach) {
        return breach.due(now).stream()
                .filter(Breach.Due::overdue)
                .map(Breach.Due::notice)
                .toList();
    }

    private List<String> log() {
        return database.jdbc()
                .sql("select person || ' ' || act || ' ' || detail from audit order by id")
                .query(String.class)
                .list();
    }

    @Test
    void theHoursCountFromWhenItBecameKnown() throws Exception {
        Breach breach = breaches.start("asha", true, KNOWN);
        assertThat(breach.due(now)).extracting(Breach.Due::hours).contains("5:50", "71:50");
        now = KNOWN.plus(Duration.ofHours(6));
        assertThat(overdue(breach)).isEmpty();
        now = now.plusSeconds(1);
        assertThat(overdue(breach)).containsExactly(Notice.CERT_IN);
        now = KNOWN.plus(Duration.ofDays(1)).plusSeconds(1);
        assertThat(overdue(breach)).containsExactly(Notice.CERT_IN, Notice.BOARD, Notice.PEOPLE);
        now = KNOWN.plus(Duration.ofDays(3)).plusSeconds(1);
        assertThat(overdue(breach)).containsExactly(Notice.values());
    }

    @Test
    void whatWasSentInTimeStaysInTimeAndEveryStepIsInTheLog() throws Exception {
        Breach begun = breaches.start("asha", false, KNOWN);
        breaches.write(begun.id(), "asha", Field.WHAT, "a disk was taken");
        breaches.write(begun.id(), "ravi", Field.WHAT, "a disk was taken from the server room");
        breaches.sent(begun.id(), "ravi", Notice.CERT_IN);
        now = KNOWN.plus(Duration.ofHours(30));
        assertThat(overdue(breaches.breach(begun.id())))
                .containsExactly(Notice.BOARD, Notice.PEOPLE);
        assertThatThrownBy(() -> breaches.end(begun.id(), "ravi"))
                .hasMessage("every notice must be sent before a breach ends");
        assertThatThrownBy(() -> breaches.sent(begun.id(), "ravi", Notice.CERT_IN))
                .hasMessage("this notice was sent before");
        for (Notice notice : List.of(Notice.BOARD, Notice.PEOPLE, Notice.BOARD_IN_FULL)) {
            breaches.sent(begun.id(), "ravi", notice);
        }
        breaches.end(begun.id(), "ravi");
        Breach ended = breaches.breach(begun.id());
        assertThat(ended.endedAt()).contains(now);
        assertThat(ended.words())
                .containsEntry(Field.WHAT, "a disk was taken from the server room");
        assertThatThrownBy(() -> breaches.write(begun.id(), "ravi", Field.WHEN, "at night"))
                .hasMessage("this breach has ended");
        String id = " " + begun.id();
        assertThat(log())
                .containsExactly(
                        "asha STARTED_BREACH" + id,
                        "asha WROTE_OF_BREACH WHAT" + id,
                        "ravi WROTE_OF_BREACH WHAT" + id,
                        "ravi SENT_NOTICE CERT_IN" + id,
                        "ravi SENT_NOTICE BOARD" + id,
                        "ravi SENT_NOTICE PEOPLE" + id,
                        "ravi SENT_NOTICE BOARD_IN_FULL" + id,
                        "ravi ENDED_BREACH" + id);
        for (String change :
                List.of(
                        "update breach set known_at = known_at - interval '1 day'",
                        "delete from breach_step",
                        "update breach_step set at = at - interval '1 day'")) {
            assertThatThrownBy(() -> database.jdbc().sql(change).update())
                    .hasMessageContaining("only appended to");
        }
    }

    @Test
    void aDraftHoldsWhatIsKnownAndCountsAndNoName() throws Exception {
        new AccountStore(database.jdbc())
                .add(new Account("somebody", "hash", Role.REVIEWER, Optional.empty(), false));
        Breach drill = breaches.start("asha", true, KNOWN);
        breaches.write(drill.id(), "asha", Field.MEASURES, "the disk was found");
        Breach found = breaches.breach(drill.id());
        String all =
                Stream.of(Notice.values())
                        .map(n -> Draft.of(n, found, breaches.held(), city, now))
                        .peek(d -> assertThat(d).startsWith("DRILL: nothing has happened."))
                        .reduce("", String::concat);
        assertThat(all).doesNotContain("somebody").doesNotContain("asha");
        String certIn = Draft.of(Notice.CERT_IN, found, breaches.held(), city, now);
        assertThat(certIn)
                .contains(
                        "Became known:  2026-11-25 04:00 UTC",
                        "To be sent by: 2026-11-25 10:00 UTC",
                        "What was done and will be done against it:\nthe disk was found",
                        "What happened, and how it was noticed:\n[FILL IN]",
                        "         1 accounts of staff",
                        "         0 incidents");
        assertThat(Draft.of(Notice.PEOPLE, found, breaches.held(), city, now))
                .contains("What the people concerned can do themselves")
                .doesNotContain("accounts of staff");
        Breach real = breaches.start("asha", false, KNOWN);
        assertThat(Draft.of(Notice.BOARD, real, breaches.held(), city, now))
                .startsWith("DRAFT, for a person to complete and send");
    }

    @Test
    void aTimeThatHasNotComeIsRefused() {
        assertThatThrownBy(() -> breaches.start("asha", true, now.plusSeconds(60)))
                .hasMessageContaining("a time that has come, at most a year ago");
        assertThatThrownBy(() -> breaches.start("asha", true, now.minus(Duration.ofDays(400))))
                .isInstanceOf(BreachRefusedException.class);
        assertThat(log()).isEmpty();
    }
}
