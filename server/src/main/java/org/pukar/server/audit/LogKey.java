package org.pukar.server.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.pukar.server.store.SecretFile;
import org.pukar.server.store.StoreException;

/** The key that signs the log's heads: Ed25519, made at first and kept in the data folder. */
public final class LogKey {
    /** Two lines: the private half in base64 (PKCS 8), the public one as {@link LogName} has it. */
    private static final String FILE = "audit.key";

    private final PrivateKey secret;
    private final LogName name;

    private LogKey(PrivateKey secret, LogName name) {
        this.secret = secret;
        this.name = name;
    }

    /** From the folder, where one is made if there is none. */
    public static LogKey load(Path folder) throws StoreException {
        Path file = folder.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                KeyPair made = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                SecretFile.write(
                        file,
                        Base64.getEncoder().encodeToString(made.getPrivate().getEncoded())
                                + "\n"
                                + LogName.of(made.getPublic())
                                + "\n");
            }
            List<String> lines = Files.readAllLines(file);
            if (lines.size() != 2) {
                throw new IllegalArgumentException("two lines, got " + lines.size());
            }
            return new LogKey(
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(
                                            Base64.getDecoder().decode(lines.get(0)))),
                    LogName.parse(lines.get(1)));
        } catch (IOException e) {
            throw new StoreException(
                    "the key that signs the log must be readable and its folder writable for this"
                            + " user: "
                            + file);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StoreException(
                    "the key that signs the log must be two lines as Pukar wrote them; bring the"
                            + " file back, or remove it and say so with ./pukar audit new-key: "
                            + file);
        }
    }

    /** What everybody may know of it. */
    public LogName name() {
        return name;
    }

    /** A head as it is published. */
    SignedHead sign(Head head) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(head.text().getBytes(StandardCharsets.UTF_8));
            return new SignedHead(head, name.line(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java signs with Ed25519", e);
        }
    }
}
