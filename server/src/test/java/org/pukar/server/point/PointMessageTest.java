package org.pukar.server.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.server.point.PointMessage.RefusedException;
import org.pukar.server.store.PointStore.Kind;
import org.pukar.server.store.PointStore.Message;

class PointMessageTest {
    private static final Instant NOW = Instant.parse("2026-03-08T18:00:00Z");
    private static final String ID = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    private static final byte[] KEY = new byte[32];

    static {
        new Random(5).nextBytes(KEY);
    }

    private static Message read(String text) throws RefusedException {
        return PointMessage.read(
                text, NOW, id -> id.equals("pole") ? Optional.of(KEY) : Optional.empty());
    }

    private static Map<String, Object> payload(String changes) {
        Map<String, Object> all = new HashMap<>();
        all.put("id", ID);
        all.put("kind", "press");
        all.put("at", "2026-03-08T17:59:58Z");
        for (String change : changes.equals("-") ? new String[0] : changes.split(";", -1)) {
            String[] pair = change.strip().split("=", 2);
            all.put(pair[0], pair[1]);
        }
        return all;
    }

    @Test
    void readsWhatAPointSigned() throws Exception {
        Map<String, Object> payload = payload("kind=heartbeat");
        payload.put("battery", .85);
        payload.put("link", -71);

        Message message = read(PointSender.sign("pole", KEY, payload));

        assertThat(message.id()).hasToString(ID);
        assertThat(message.pointId()).isEqualTo("pole");
        assertThat(message.kind()).isEqualTo(Kind.HEARTBEAT);
        assertThat(message.sentAt()).isEqualTo("2026-03-08T17:59:58Z");
        assertThat(message.battery()).contains(.85);
        assertThat(message.link()).contains(-71.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    id=1                | id must be a UUID
                    id=' or 1=1 --      | id must be a UUID
                    kind=PRESS          | kind must be press, test or heartbeat
                    kind=<b>press</b>   | kind must be press, test or heartbeat
                    at=yesterday        | at must be a time such as 2026-03-08T18:00:00Z
                    battery=1.2         | battery must be in [0, 1]
                    battery=-0.1        | battery must be in [0, 1]
                    battery=full        | battery must be in [0, 1]
                    link=60             | link must be in [-200, 50]
                    """)
    void refusesEachFieldWithItsRule(String change, String message) {
        assertThatThrownBy(() -> read(PointSender.sign("pole", KEY, payload(change))))
                .isInstanceOf(RefusedException.class)
                .hasMessage(message);
    }

    @Test
    void refusesWhatNobodySigned() {
        String signed = PointSender.sign("pole", KEY, payload("-"));
        String none =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                "{\"alg\":\"none\",\"kid\":\"pole\"}"
                                        .getBytes(StandardCharsets.UTF_8));
        for (String forged :
                new String[] {
                    "",
                    "hello",
                    "a.b.c",
                    "{}",
                    none + signed.substring(signed.indexOf('.')),
                    signed.substring(0, signed.lastIndexOf('.') + 1),
                    PointSender.sign("other", KEY, payload("-")),
                    PointSender.sign("pole", Arrays.copyOf(new byte[] {1}, 32), payload("-")),
                    "x".repeat(10_000_000)
                }) {
            assertThatThrownBy(() -> read(forged))
                    .as(forged.substring(0, Math.min(60, forged.length())))
                    .isInstanceOf(RefusedException.class);
        }
    }

    /** Every letter of a signed message, changed to another one: the signature does not hold. */
    @Test
    void refusesAnyChange() throws Exception {
        String signed = PointSender.sign("pole", KEY, payload("-"));
        Message original = read(signed);
        Random random = new Random(7);
        int changed = 0;
        int refused = 0;
        for (int i = 0; i < signed.length(); i++) {
            for (int tries = 0; tries < 10; tries++) {
                String other =
                        signed.substring(0, i)
                                + (char) ('!' + random.nextInt(94))
                                + signed.substring(i + 1);
                if (other.equals(signed)) {
                    continue;
                }
                changed++;
                try {
                    // The last letter of base64 has bits that say nothing: the same message then.
                    assertThat(read(other)).as("letter %d", i).isEqualTo(original);
                    assertThat(i).isIn(signed.length() - 1);
                } catch (RefusedException e) {
                    refused++;
                }
            }
        }
        assertThat(changed).isGreaterThan(9 * signed.length());
        assertThat(refused).isGreaterThanOrEqualTo(changed - 10);
    }
}
