package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.server.clock.TimeServer;
import org.pukar.server.desk.TestCity;
import org.pukar.server.signin.Passwords;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;

/** Two clocks that differ, as whoever sits at the desk is told. */
class ClockAlarmTest {
    @Test
    void theDeskSaysWhichClockDiffersAndByHowMuch(@TempDir Path data) throws Exception {
        try (TimeServer ntp = new TimeServer()) {
            ntp.set(Duration.ofSeconds(5));
            var city = TestCity.in(data).with(ntp.settings());
            try (RunningPukar pukar = RunningPukar.start(city, Optional.empty())) {
                String hash = new Passwords().hash("correct horse");
                pukar.accounts()
                        .add(new Account("meera", hash, Role.REVIEWER, Optional.empty(), false));
                WebPerson person = new WebPerson(pukar.address());
                assertThat(person.signIn("meera", "correct horse", "")).isEqualTo("/");
                Instant until = Instant.now().plusSeconds(10);
                String desk = person.get("/desk").body();
                while (!desk.contains("Clocks do not agree") && Instant.now().isBefore(until)) {
                    Thread.onSpinWait();
                    desk = person.get("/desk").body();
                }
                assertThat(desk)
                        .contains("Clocks do not agree", "127.0.0.1")
                        .containsPattern("[+]5[.]0 s|[+]4[.]9 s");
            }
        }
    }
}
