package org.pukar.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238, appendix B, SHA-1: the last six of its eight digits. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void theCodesAreThoseOfTheStandard(long second, String code) {
        assertThat(Totp.code(SECRET, Instant.ofEpochSecond(second))).isEqualTo(code);
    }

    @Test
    void aCodeHoldsForHalfAMinuteBeforeAndAfterItsOwn() {
        Instant at = Instant.ofEpochSecond(1_000_020); // the first second of a step
        String code = Totp.code(SECRET, at);
        assertThat(Totp.step(SECRET, code, at)).isEqualTo(OptionalLong.of(33_334));
        assertThat(Totp.step(SECRET, code, at.minusSeconds(30))).isPresent();
        assertThat(Totp.step(SECRET, code, at.plusSeconds(59))).isPresent();
        assertThat(Totp.step(SECRET, code, at.minusSeconds(31))).isEmpty();
        assertThat(Totp.step(SECRET, code, at.plusSeconds(60))).isEmpty();
        assertThat(Totp.step(SECRET, "", at)).isEmpty();
        assertThat(Totp.step(SECRET, code.substring(0, 3) + " " + code.substring(3), at))
                .as("as apps show it, with a gap")
                .isPresent();
    }

    /** RFC 4648, 10. */
    @ParameterizedTest
    @CsvSource({"'', ''", "f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB"})
    void base32IsThatOfTheStandard(String text, String base32) {
        assertThat(Totp.base32(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(base32);
    }
}
