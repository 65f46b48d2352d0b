package org.pukar.server.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {
    private static final byte[] SECRET = bytes("0123456789abcdef01234567");
    private static final byte[] BODY = bytes("{\"id\":1}");
    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<String> refuse(String header, byte[] body, Instant now) {
        return Signatures.refuse(SECRET, now, Optional.of(header), body);
    }

    /** printf '1700000000.{"id":1}' | openssl dgst -sha256 -hmac 0123456789abcdef01234567 */
    @Test
    void isWhatOpensslSays() {
        assertThat(Signatures.sign(SECRET, AT, BODY))
                .isEqualTo(
                        "t=1700000000,v1=12c5ac6475571801cb3d36f99481e235eea06e3f656768696891c1ed62027905");
    }

    @Test
    void aSignatureFitsItsBodyForFiveMinutes() {
        String header = Signatures.sign(SECRET, AT, BODY);
        assertThat(refuse(header, BODY, AT)).isEmpty();
        assertThat(refuse(header, BODY, AT.plusSeconds(300))).isEmpty();
        assertThat(refuse(header, BODY, AT.minusSeconds(300))).isEmpty();
        assertThat(refuse(header, BODY, AT.plus(Duration.ofSeconds(301))))
                .contains("the signature must be of the last 5 minutes; check both clocks");
    }

    @Test
    void anyChangedBitIsRefused() {
        Random random = new Random(7);
        for (int n = 0; n < 10_000; n++) {
            byte[] body = new byte[1 + random.nextInt(200)];
            random.nextBytes(body);
            String header = Signatures.sign(SECRET, AT, body);
            byte[] changed = body.clone();
            changed[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(refuse(header, changed, AT))
                    .contains("the signature must be made of this body with the channel's secret");
        }
        assertThat(
                        Signatures.refuse(
                                bytes("another secret, as long as it"),
                                AT,
                                Optional.of(Signatures.sign(SECRET, AT, BODY)),
                                BODY))
                .isPresent();
        assertThat(refuse(Signatures.sign(SECRET, AT, BODY).replace("t=17", "t=18"), BODY, AT))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t=1,v1=",
                "v1=00",
                "t=-1,v1=0000000000000000000000000000000000000000000000000000000000000000",
                "t=99999999999999999999,v1=0000000000000000000000000000000000000000000000000000000000000000"
            })
    void anotherFormIsRefused(String header) {
        assertThat(refuse(header, BODY, AT))
                .contains("the header Pukar-Signature must be t=SECONDS,v1=HEX with 64 digits");
        assertThat(Signatures.refuse(SECRET, AT, Optional.empty(), BODY)).isPresent();
    }
}
