package org.pukar.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void aPasswordIsKeptAsArgon2idWithNineteenMebibytes() {
        String hash = passwords.hash("correct horse");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.matches("correct horse", hash)).isTrue();
        assertThat(passwords.matches("correct horse ", hash)).isFalse();
        assertThat(passwords.isOutdated(hash)).isFalse();
        assertThat(passwords.hash("correct horse")).isNotEqualTo(hash);
    }

    @Test
    void anEarlierVersionsHashHoldsAndIsOutdated() {
        String earlier = String.valueOf(new BCryptPasswordEncoder(4).encode("correct horse"));
        assertThat(passwords.matches("correct horse", earlier)).isTrue();
        assertThat(passwords.matches("another", earlier)).isFalse();
        assertThat(passwords.isOutdated(earlier)).isTrue();
    }

    @Test
    void nobodyMakesUsHashABook() {
        String hash = passwords.hash("x".repeat(256));
        assertThat(passwords.matches("x".repeat(256), hash)).isTrue();
        assertThat(passwords.matches("x".repeat(257), hash)).isFalse();
    }

    @Test
    void aMarkIsOfOneAccountAndOneServer(@TempDir Path here, @TempDir Path elsewhere)
            throws Exception {
        DeviceMark marks = DeviceMark.ofFolder(here);
        String mark = marks.make("meera");
        assertThat(DeviceMark.ofFolder(here).find("meera", mark)).isPresent();
        assertThat(marks.find("arjun", mark)).isEmpty();
        assertThat(marks.find("meera", mark + "x")).isEmpty();
        assertThat(marks.find("meera", "x" + mark)).isEmpty();
        assertThat(marks.find("meera", "")).isEmpty();
        assertThat(DeviceMark.ofFolder(elsewhere).find("meera", mark)).isEmpty();
    }
}
