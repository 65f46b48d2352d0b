package org.pukar.server.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.evidence.Rank;
import org.pukar.server.store.Alert;
import org.pukar.server.store.StoreException;

class CapSignatureTest {
    @TempDir static Path folder;
    private static AlertKey key;
    private static byte[] message;

    @BeforeAll
    static void sign() throws Exception {
        key = AlertKey.load(folder);
        message =
                CapSignature.sign(
                        new Cap("Nadipur", ZoneOffset.UTC)
                                .write(TestAlerts.alert(Alert.Kind.OPENED, Rank.SIGN)),
                        key.secret());
    }

    @Test
    void aSignedMessageVerifiesWithItsOwnKeyAlone(@TempDir Path elsewhere) throws Exception {
        assertThat(CapSignature.verifies(message, key.open())).isTrue();
        assertThat(CapSignature.verifies(message, AlertKey.load(elsewhere).open())).isFalse();
    }

    @Test
    void anyChangedByteFails() {
        for (int at = 0; at < message.length; at++) {
            for (int bit : new int[] {1, 4, 32}) {
                byte[] changed = message.clone();
                changed[at] ^= (byte) bit;
                assertThat(CapSignature.verifies(changed, key.open()))
                        .as("byte %d of %s", at, new String(changed, StandardCharsets.UTF_8))
                        .isFalse();
            }
        }
    }

    @Test
    void nothingCanBeAddedOrTakenAway() {
        String good = new String(message, StandardCharsets.UTF_8);
        for (String changed :
                List.of(
                        good + "\n",
                        " " + good,
                        good.substring(0, good.length() - 1),
                        good + "<!-- seen -->",
                        good.replace("</ds:Signature>", " </ds:Signature>"),
                        good.replace("<ds:SignatureValue>", "<ds:SignatureValue> "),
                        good.replace("<ds:SignatureValue>", "<ds:SignatureValue Id=\"a\">"),
                        good.replace("</ds:Signature>", "<ds:KeyInfo></ds:KeyInfo></ds:Signature>"),
                        good.replaceFirst("<ds:Signature .*</ds:Signature>", ""),
                        good.replace("</alert>", "<ds:Object></ds:Object></alert>"),
                        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + good,
                        "",
                        "no xml")) {
            assertThat(changed).isNotEqualTo(good);
            assertThat(CapSignature.verifies(changed.getBytes(StandardCharsets.UTF_8), key.open()))
                    .as(changed)
                    .isFalse();
        }
    }

    @Test
    void theKeyStaysTheSameAndItsOwnersAlone() throws Exception {
        assertThat(AlertKey.load(folder).open()).isEqualTo(key.open());
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("alerts.key"))))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("alerts.public.pem"))
                .content()
                .startsWith("-----BEGIN PUBLIC KEY-----\n");
    }

    @Test
    void aBrokenKeyIsNotReplacedUnseen(@TempDir Path elsewhere) throws Exception {
        Files.writeString(elsewhere.resolve("alerts.key"), "broken\n");
        assertThatThrownBy(() -> AlertKey.load(elsewhere))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("the key that signs alerts must be two lines of base64");
    }
}
