package org.pukar.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pukar.server.signin.SignInLimit.Try;

class SignInLimitTest {
    private final Instant now = Instant.parse("2026-11-25T03:00:00Z");
    private final SignInLimit limit = new SignInLimit();

    private static Try from(String name, String network) {
        return new Try(name, Optional.empty(), network);
    }

    private int tries(Try who, int most) {
        int made = 0;
        for (; made < most && limit.allows(who, now); made++) {
            limit.failed(who, now);
        }
        return made;
    }

    @Test
    void fiveWrongOnesFromOneNetworkForOneAccountAndThenItWaits() {
        Try who = from("meera", "10.0.0.1");
        assertThat(tries(who, 100)).isEqualTo(5);
        assertThat(limit.allows(who, now.plus(Duration.ofMinutes(14)))).isFalse();
        assertThat(limit.allows(who, now.plus(Duration.ofMinutes(16)))).isTrue();
    }

    @Test
    void whoeverTriesOthersPasswordsLocksNobodyOutOfTheirOwnBrowser() {
        for (int network = 0; network < 1_000; network++) {
            tries(from("meera", "10.0.1." + network), 100);
        }
        assertThat(limit.allows(from("meera", "10.9.9.9"), now)).as("a stranger").isFalse();
        assertThat(limit.allows(new Try("meera", Optional.of("mine"), "10.9.9.9"), now))
                .as("a browser that has signed in as her before")
                .isTrue();
        assertThat(limit.allows(from("arjun", "10.9.9.9"), now)).as("others").isTrue();
    }

    @Test
    void aStolenMarkIsNoWayRound() {
        Try thief = new Try("meera", Optional.of("stolen"), "10.0.0.1");
        assertThat(tries(thief, 100)).isEqualTo(10);
        assertThat(limit.allows(new Try("meera", Optional.of("her own"), "10.0.0.2"), now))
                .isTrue();
    }

    @Test
    void oneNetworkCannotTryManyAccounts() {
        int made = 0;
        for (int account = 0; account < 100; account++) {
            made += tries(from("person " + account, "10.0.0.1"), 4);
        }
        assertThat(made).isBetween(28, 32);
    }

    @Test
    void allTogetherHaveFiftyTriesAtOneAccount() {
        int made = 0;
        for (int network = 0; network < 1_000; network++) {
            made += tries(from("meera", "10.0.1." + network), 100);
        }
        assertThat(made).isEqualTo(50);
    }

    @Test
    void aRightOneForgetsTheWrongOnesOfItsOwnNetworkAlone() {
        Try here = from("meera", "10.0.0.1");
        tries(here, 4);
        tries(from("meera", "10.0.0.2"), 5);
        limit.succeeded(here);
        assertThat(tries(here, 100)).isEqualTo(5);
        assertThat(limit.allows(from("meera", "10.0.0.2"), now)).isFalse();
    }
}
