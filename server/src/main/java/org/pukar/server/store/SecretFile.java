package org.pukar.server.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A secret in a file that only its owner can read. */
public final class SecretFile {
    private SecretFile() {}

    /**
     * The secret, made and written on the first call.
     *
     * @param bytes of randomness in a new one
     */
    public static String readOrMake(Path file, int bytes) throws StoreException {
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            byte[] random = new byte[bytes];
            new SecureRandom().nextBytes(random);
            String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            write(file, secret + "\n");
            return secret;
        } catch (IOException e) {
            throw new StoreException(
                    "the secret file must be readable and writable for this user: " + file);
        }
    }

    /** Writes a text that only its owner can read, whole or not at all. */
    public static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.deleteIfExists(draft);
        Files.createFile(
                draft,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var channel = java.nio.channels.FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
