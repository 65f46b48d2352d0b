package org.pukar.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final SecretKey KEY = Seal.newKey();
    private static final int FLIPS = 100_000;
    private static final long SEED = 6;

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
            byte[] changed = flipped(sealed, bit);
            assertThatThrownBy(() -> Seal.open(KEY, changed, "here"))
                    .isInstanceOf(Seal.BrokenSealException.class);
        }
    }

    private static byte[] flipped(byte[] text, int bit) {
        byte[] changed = text.clone();
        changed[bit >> 3] ^= (byte) (1 << (bit & 7));
        return changed;
    }

    /** What a bit is flipped in. */
    private enum Part {
        FORM,
        NONCE,
        TEXT,
        TAG,
        BOUND,
        WRAPPED_KEY
    }

    /** Form and nonce take the first 13 bytes, the tag the last 16. */
    @Test
    void ofAHundredThousandFlippedBitsNoneIsTaken() throws Exception {
        Random random = new Random(SEED);
        MasterKey master = master("a");
        byte[] jpeg = new byte[1_000];
        random.nextBytes(jpeg);
        String label = label("cam-1", Instant.parse("2026-01-02T03:04:05.123456Z"), jpeg).text();
        byte[] sealed = Seal.seal(KEY, jpeg, label);
        byte[] wrapped = master.wrap(KEY, "key/1");
        Map<Part, Integer> tried = new EnumMap<>(Part.class);
        int refused = 0;
        for (int flip = 0; flip < FLIPS; flip++) {
            Part part = Part.values()[flip % Part.values().length];
            tried.merge(part, 1, Integer::sum);
            byte[] changed = sealed;
            String bound = label;
            byte[] key = wrapped;
            switch (part) {
                case FORM -> changed = flipped(sealed, random.nextInt(8));
                case NONCE -> changed = flipped(sealed, 8 + random.nextInt(12 * 8));
                case TEXT -> changed = flipped(sealed, 13 * 8 + random.nextInt(jpeg.length * 8));
                case TAG ->
                        changed = flipped(sealed, (13 + jpeg.length) * 8 + random.nextInt(16 * 8));
                case BOUND -> bound = flipped(label, random);
                case WRAPPED_KEY -> key = flipped(wrapped, random.nextInt(wrapped.length * 8));
            }
            refused += opens(master, key, changed, bound) ? 0 : 1;
        }
        assertThat(opens(master, wrapped, sealed, label)).as("unflipped it opens").isTrue();
        System.out.printf("bits flipped: %s; refused: %d of %d%n", tried, refused, FLIPS);
        assertThat(refused).isEqualTo(FLIPS);
    }

    private static boolean opens(MasterKey master, byte[] wrapped, byte[] sealed, String bound) {
        try {
            byte[] unused = Seal.open(master.unwrap(wrapped, "key/1"), sealed, bound);
            return true;
        } catch (Seal.BrokenSealException e) {
            return false;
        }
    }

    private static String flipped(String text, Random random) {
        char[] letters = text.toCharArray();
        letters[random.nextInt(letters.length)] ^= (char) (1 << random.nextInt(7));
        return new String(letters);
    }

    private static final UUID INCIDENT = new UUID(1, 2);
    private static final UUID SIGNAL = new UUID(3, 4);

    private static PictureLabel label(String camera, Instant at, byte[] jpeg) {
        return new PictureLabel(
                INCIDENT,
                SIGNAL,
                camera,
                at,
                PictureLabel.hex(EvidenceStore.sha256(jpeg)),
                EvidenceStore.POLICY);
    }

    @Test
    void whatAPictureIsBoundToIsOneTextThatCanBeReadLater() {
        assertThat(label("cam-1", Instant.EPOCH, new byte[0]).text())
                .isEqualTo(
                        """
                        pukar picture 1
                        incident=00000000-0000-0001-0000-000000000002
                        signal=00000000-0000-0003-0000-000000000004
                        camera=cam-1
                        at=1970-01-01T00:00:00Z
                        sha256=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                        policy=pictures-of-confirmed-incidents
                        """);
        assertThatThrownBy(() -> label("cam\npolicy=other", Instant.EPOCH, new byte[0]))
                .hasMessageContaining("a label's parts must be of one line each");
    }

    @Test
    void eachPartThatAPictureIsBoundToMustBeSaidAgain() {
        byte[] jpeg = {1, 2, 3};
        PictureLabel right = label("cam-1", Instant.EPOCH, jpeg);
        byte[] sealed = Seal.seal(KEY, jpeg, right.text());
        String hash = right.sha256();
        UUID other = new UUID(9, 9);
        Instant later = Instant.EPOCH.plusNanos(1_000);
        for (PictureLabel wrong :
                List.of(
                        new PictureLabel(
                                other, SIGNAL, "cam-1", Instant.EPOCH, hash, EvidenceStore.POLICY),
                        new PictureLabel(
                                INCIDENT,
                                other,
                                "cam-1",
                                Instant.EPOCH,
                                hash,
                                EvidenceStore.POLICY),
                        new PictureLabel(
                                INCIDENT,
                                SIGNAL,
                                "cam-2",
                                Instant.EPOCH,
                                hash,
                                EvidenceStore.POLICY),
                        new PictureLabel(
                                INCIDENT, SIGNAL, "cam-1", later, hash, EvidenceStore.POLICY),
                        new PictureLabel(
                                INCIDENT,
                                SIGNAL,
                                "cam-1",
                                Instant.EPOCH,
                                PictureLabel.hex(EvidenceStore.sha256(new byte[] {1, 2})),
                                EvidenceStore.POLICY),
                        new PictureLabel(
                                INCIDENT, SIGNAL, "cam-1", Instant.EPOCH, hash, "for-ever"))) {
            assertThatThrownBy(() -> Seal.open(KEY, sealed, wrong.text()))
                    .as(wrong.text())
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
    }

    @Test
    void truncatedAndEmptyOnesAreRefused() throws Exception {
        byte[] sealed = Seal.seal(KEY, new byte[3], "here");
        MasterKey master = master("a");
        byte[] wrapped = master.wrap(KEY, "key/1");
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> Seal.open(KEY, cut, "here"))
                    .as("%d bytes", length)
                    .isInstanceOf(Seal.BrokenSealException.class);
        }
        for (int length = 0; length < wrapped.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(wrapped, length);
            assertThatThrownBy(() -> master.unwrap(cut, "key/1"))
                    .as("%d bytes of a key", length)
                    .isInstanceOf(Seal.BrokenSealException.class);
        }
    }

    @Test
    void exchangedEnvelopesAreRefused() throws Exception {
        MasterKey master = master("a");
        byte[] one = master.wrap(Seal.newKey(), "key/1");
        byte[] two = master.wrap(Seal.newKey(), "key/2");
        assertThatThrownBy(() -> master.unwrap(two, "key/1"))
                .isInstanceOf(Seal.BrokenSealException.class);
        assertThatThrownBy(() -> master.unwrap(one, "key/2"))
                .isInstanceOf(Seal.BrokenSealException.class);
        assertThatThrownBy(() -> master("b").unwrap(one, "key/1"))
                .as("another master key")
                .isInstanceOf(Seal.BrokenSealException.class);
        assertThat(master("a").unwrap(one, "key/1")).isEqualTo(master.unwrap(one, "key/1"));
        assertThat(master.wraps(one)).isTrue();
        assertThat(master("b").wraps(one)).isFalse();
    }

    /** A master key of 32 times that letter. */
    private static MasterKey master(String letter) throws StoreException {
        byte[] bytes = letter.repeat(32).getBytes(StandardCharsets.US_ASCII);
        return MasterKey.load(
                Path.of("/nowhere/master.key"),
                Optional.of(Base64.getEncoder().encodeToString(bytes)));
    }
}
