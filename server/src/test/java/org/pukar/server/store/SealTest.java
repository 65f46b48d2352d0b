package org.pukar.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final SecretKey KEY = Seal.newKey();

    @Test
    void whatIsSealedOpensToTheSame() throws Exception {
        byte[] text = new byte[5000];
        new Random(1).nextBytes(text);
        assertThat(Seal.open(KEY, Seal.seal(KEY, text, "here"), "here")).isEqualTo(text);
        assertThat(Seal.open(KEY, Seal.seal(KEY, new byte[0], ""), "")).isEmpty();
    }

    @Test
    void anyFlippedBitBreaksTheSeal() {
        byte[] sealed = Seal.seal(KEY, new byte[100], "here");
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit >> 3] ^= (byte) (1 << (bit & 7));
            assertThatThrownBy(() -> Seal.open(KEY, changed, "here"))
                    .isInstanceOf(Seal.BrokenSealException.class);
        }
    }

    @Test
    void itOpensNowhereElseAndWithNoOtherKey() {
        byte[] sealed = Seal.seal(KEY, new byte[100], "here");
        assertThatThrownBy(() -> Seal.open(KEY, sealed, "there"))
                .isInstanceOf(Seal.BrokenSealException.class);
        assertThatThrownBy(() -> Seal.open(Seal.newKey(), sealed, "here"))
                .isInstanceOf(Seal.BrokenSealException.class);
        assertThatThrownBy(() -> Seal.open(KEY, new byte[27], "here"))
                .isInstanceOf(Seal.BrokenSealException.class);
    }
}
