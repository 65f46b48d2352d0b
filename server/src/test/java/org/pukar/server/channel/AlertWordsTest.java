package org.pukar.server.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pukar.evidence.Rank;
import org.pukar.server.store.Alert;
import org.pukar.server.store.Alert.Kind;
import org.pukar.server.store.Alert.Status;

class AlertWordsTest {
    @Test
    void asksOfEachRankNoMoreThanItMay() {
        assertThat(AlertWords.headline(TestAlerts.alert(Kind.OPENED, Rank.REQUEST)))
                .isEqualTo("Request for help: Clock Tower bus stop, a person asks for help");
        assertThat(AlertWords.headline(TestAlerts.alert(Kind.OPENED, Rank.SIGN)))
                .isEqualTo("Signal for Help, unverified: Clock Tower bus stop, stand by");
        assertThat(AlertWords.headline(TestAlerts.alert(Kind.OPENED, Rank.EXPRESSION)))
                .isEqualTo(
                        "Expression like distress, unverified: Clock Tower bus stop, a person is"
                                + " asked to look");
        assertThat(
                        AlertWords.headline(
                                TestAlerts.alert(
                                        Kind.SENT, Rank.EXPRESSION, true, Status.EXERCISE)))
                .isEqualTo(
                        "EXERCISE. Expression like distress, confirmed by a person: Clock Tower bus"
                                + " stop, Pink Patrol 1 was told to go");
    }

    @Test
    void aTextMessageSaysItAll() {
        assertThat(
                        AlertWords.sms(
                                TestAlerts.alert(Kind.OPENED, Rank.SIGN),
                                ZoneId.of("Asia/Kolkata")))
                .isEqualTo(
                        "PUKAR Signal for Help, unverified: Clock Tower bus stop, stand by. 00:00"
                                + " Not grounds for search, stop or arrest.");
    }

    @Test
    void aTextMessageIsPlainAndNeverLongerThanOne() {
        Random random = new Random(160);
        for (int n = 0; n < 10_000; n++) {
            String text = AlertWords.sms(TestAlerts.random(random), ZoneOffset.UTC);
            assertThat(text.length()).isBetween(1, 160);
            assertThat(text).doesNotContainPattern("\\p{Cntrl}");
        }
    }

    /** A long name of a place or unit never pushes the notice out, nor the word EXERCISE. */
    @Test
    void theNoticeStaysWhateverIsCut() {
        Random random = new Random(161);
        for (int n = 0; n < 10_000; n++) {
            Alert alert = TestAlerts.random(random);
            String text = AlertWords.sms(alert, ZoneOffset.UTC);
            assertThat(text).endsWith("Not grounds for search, stop or arrest.");
            if (alert.status() != Status.ACTUAL) {
                assertThat(text).contains(alert.status().name());
            }
        }
    }

    @Test
    void noWordSaysWhatSomeoneIsOrFeels() {
        for (Kind kind : Kind.values()) {
            for (Rank rank : Rank.values()) {
                for (boolean confirmed : new boolean[] {true, false}) {
                    Alert alert = TestAlerts.alert(kind, rank, confirmed, Status.ACTUAL);
                    assertThat(
                                    AlertWords.headline(alert)
                                            + AlertWords.description(alert)
                                            + AlertWords.sms(alert, ZoneOffset.UTC))
                            .doesNotContainPattern(
                                    "(?i)\\b(victim|afraid|scared|she|he|her|suspect)\\b");
                }
            }
        }
    }
}
