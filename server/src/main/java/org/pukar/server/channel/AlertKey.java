package org.pukar.server.channel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.pukar.server.store.SecretFile;
import org.pukar.server.store.StoreException;

/**
 * The key that signs CAP messages: elliptic curve P-256, made at first and kept in the data folder.
 * Its public half lies beside it, for receivers.
 */
final class AlertKey {
    /** Two lines of base64: the private half (PKCS 8), the public one (X.509). */
    private static final String FILE = "alerts.key";

    private static final String PUBLIC_FILE = "alerts.public.pem";

    private final KeyPair pair;

    private AlertKey(KeyPair pair) {
        this.pair = pair;
    }

    /** From the folder, where one is made if there is none. */
    static AlertKey load(Path folder) throws StoreException {
        Path file = folder.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                KeyPair made = generator.generateKeyPair();
                Base64.Encoder base64 = Base64.getEncoder();
                SecretFile.write(
                        file,
                        base64.encodeToString(made.getPrivate().getEncoded())
                                + "\n"
                                + base64.encodeToString(made.getPublic().getEncoded())
                                + "\n");
            }
            AlertKey key = read(file);
            Files.writeString(folder.resolve(PUBLIC_FILE), pem(key.pair.getPublic()));
            return key;
        } catch (IOException e) {
            throw new StoreException(
                    "the key that signs alerts must be readable and its folder writable for this"
                            + " user: "
                            + file);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StoreException(
                    "the key that signs alerts must be two lines of base64, as Pukar wrote them;"
                        + " bring the file back, or remove it for a new key and tell receivers: "
                            + file);
        }
    }

    private static AlertKey read(Path file) throws IOException, GeneralSecurityException {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() != 2) {
            throw new IllegalArgumentException("two lines, got " + lines.size());
        }
        Base64.Decoder base64 = Base64.getDecoder();
        KeyFactory factory = KeyFactory.getInstance("EC");
        return new AlertKey(
                new KeyPair(
                        factory.generatePublic(new X509EncodedKeySpec(base64.decode(lines.get(1)))),
                        factory.generatePrivate(
                                new PKCS8EncodedKeySpec(base64.decode(lines.get(0))))));
    }

    private static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    PrivateKey secret() {
        return pair.getPrivate();
    }

    PublicKey open() {
        return pair.getPublic();
    }
}
