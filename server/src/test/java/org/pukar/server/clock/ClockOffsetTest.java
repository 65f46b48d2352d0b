package org.pukar.server.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pukar.server.settings.ClockSettings;
import org.pukar.server.store.Database;

/** Clocks that differ by more than a second are an alarm, and one that ends (G18). */
class ClockOffsetTest {
    private static final class SetClock implements InstantSource {
        private Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }
    }

    private final SetClock ours = new SetClock();

    @Test
    void aServerThatIsWrongDiffersFromTheDatabaseAndTheTimeServerUntilItIsSet(@TempDir Path data)
            throws Exception {
        try (TimeServer ntp = new TimeServer();
                Database database = Database.open(data, Optional.empty(), true);
                ClockWatch watch = new ClockWatch(database.jdbc(), ntp.settings(), ours)) {
            watch.look();
            assertThat(watch.faults()).isEmpty();
            ours.ahead = Duration.ofMillis(700);
            watch.look();
            assertThat(watch.faults()).as("less than a second").isEmpty();
            ours.ahead = Duration.ofMillis(-2_400);
            watch.look();
            assertThat(watch.faults())
                    .extracting(ClockFault::name)
                    .containsExactly("", "127.0.0.1");
            assertThat(watch.faults())
                    .allSatisfy(
                            f ->
                                    assertThat(f.offset().orElseThrow().toMillis())
                                            .isCloseTo(2_400, within(300L)));
            ours.ahead = Duration.ZERO;
            watch.look();
            assertThat(watch.faults()).isEmpty();
            ntp.set(Duration.ofSeconds(-90));
            watch.look();
            assertThat(watch.faults()).extracting(ClockFault::seconds).containsExactly("-90.0");
            ntp.tell(TimeServer.Lie.NOT_SYNCHRONISED);
            watch.look();
            assertThat(watch.faults())
                    .as("what was known stays known")
                    .extracting(ClockFault::seconds)
                    .containsExactly("-90.0");
            watch.look();
            watch.look();
            assertThat(watch.faults())
                    .as("three looks without an answer")
                    .containsExactly(new ClockFault("127.0.0.1", Optional.empty()));
            ntp.tell(TimeServer.Lie.NONE);
            ntp.set(Duration.ZERO);
            watch.look();
            assertThat(watch.faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TimeServer.Lie.class)
    void onlyAnAnswerToTheQuestionCounts(TimeServer.Lie lie) throws Exception {
        try (TimeServer ntp = new TimeServer()) {
            ntp.set(Duration.ofSeconds(5));
            ntp.tell(lie);
            ClockSettings.Ntp server = ntp.settings().ntp().orElseThrow();
            if (lie == TimeServer.Lie.NONE) {
                assertThat(Sntp.ask(server, ours).offset().toMillis())
                        .isCloseTo(5_000, within(300L));
            } else {
                assertThatThrownBy(() -> Sntp.ask(server, ours))
                        .isInstanceOf(ClockException.class)
                        .message()
                        .containsAnyOf("no answer", "does not know the time");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z",
        "2026-11-25T04:00:00.500Z",
        "2036-02-07T06:28:15Z",
        "2036-02-07T06:28:17Z",
        "2060-01-01T00:00:00.250Z"
    })
    void secondsAreCountedBeyond2036(Instant at) {
        assertThat(Sntp.instant(TimeServer.stamp(at))).isEqualTo(at);
    }
}
