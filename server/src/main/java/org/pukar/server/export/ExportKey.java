package org.pukar.server.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.pukar.server.store.SecretFile;
import org.pukar.server.store.StoreException;

/**
 * The key that signs exports: Ed25519, made at first and kept in the data folder. Its public half
 * lies beside it: give that to a court by another way than the bundles.
 */
final class ExportKey {
    /** Two lines of base64: the private half (PKCS 8), the public one (X.509). */
    private static final String FILE = "export.key";

    private static final String PUBLIC_FILE = "export.public.pem";

    private final KeyPair pair;

    private ExportKey(KeyPair pair) {
        this.pair = pair;
    }

    /** From the folder, where one is made if there is none. */
    static ExportKey load(Path folder) throws StoreException {
        Path file = folder.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                KeyPair made = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                Base64.Encoder base64 = Base64.getEncoder();
                SecretFile.write(
                        file,
                        base64.encodeToString(made.getPrivate().getEncoded())
                                + "\n"
                                + base64.encodeToString(made.getPublic().getEncoded())
                                + "\n");
            }
            ExportKey key = read(file);
            Files.writeString(folder.resolve(PUBLIC_FILE), key.pem());
            return key;
        } catch (IOException e) {
            throw new StoreException(
                    "the key that signs exports must be readable and its folder writable for this"
                            + " user: "
                            + file);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StoreException(
                    "the key that signs exports must be two lines of base64, as Pukar wrote them;"
                        + " bring the file back, or remove it for a new key and tell the courts: "
                            + file);
        }
    }

    private static ExportKey read(Path file) throws IOException, GeneralSecurityException {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() != 2) {
            throw new IllegalArgumentException("two lines, got " + lines.size());
        }
        Base64.Decoder base64 = Base64.getDecoder();
        KeyFactory factory = KeyFactory.getInstance("Ed25519");
        return new ExportKey(
                new KeyPair(
                        factory.generatePublic(new X509EncodedKeySpec(base64.decode(lines.get(1)))),
                        factory.generatePrivate(
                                new PKCS8EncodedKeySpec(base64.decode(lines.get(0))))));
    }

    private String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** The public half, X.509 in base64. */
    String open() {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    /** SHA-256 of the public half, to be compared by telephone. */
    String fingerprint() {
        return HexFormat.of().formatHex(Bundle.sha256(pair.getPublic().getEncoded()));
    }

    byte[] sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java signs with Ed25519", e);
        }
    }
}
