package org.pukar.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long it takes to go over a log of many years. */
class LogSizeTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void aTenthOfAMillionEntriesGrowTheTreeAndAreCheckedInATenthOfTheTime(@TempDir Path folder)
            throws Exception {
        check(folder, 100_000);
    }

    @Tag("slow")
    @Test
    void aMillionEntriesAreCheckedInHalfAMinute(@TempDir Path folder) throws Exception {
        check(folder, 1_000_000);
    }

    private static void check(Path folder, int entries) throws Exception {
        try (TestLog log = new TestLog(folder)) {
            log.attack(
                    "insert into audit (person, act, detail) select 'person ' || n % 50,"
                            + " 'LOOKED_AT_INCIDENT', 'entry ' || n from generate_series(1, "
                            + entries
                            + ") n",
                    "insert into audit_pending select id from audit");
            long began = System.nanoTime();
            SignedHead head = log.log.sign();
            long grown = System.nanoTime() - began;
            assertThat(head.head().size()).isEqualTo(entries);
            LogCheck.Checked checked = log.check(head);
            System.out.printf(
                    "%d entries: placed in %.1f s, checked in %.1f s%n",
                    entries, grown / 1e9, checked.milliseconds() / 1e3);
            assertThat(checked.findings()).isEmpty();
            assertThat(checked.size()).isEqualTo(entries);
            assertThat(Duration.ofMillis(checked.milliseconds()))
                    .isLessThan(LIMIT.multipliedBy(entries).dividedBy(1_000_000).plusSeconds(3));
        }
    }
}
