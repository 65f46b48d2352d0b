package org.pukar.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.pukar.server.settings.KeySettings;

/**
 * From which master key to which other. A new key in a file lies beside the old one, as {@code
 * master.key.next}, until all is wrapped with it; then it takes the old one's place.
 */
public final class MasterKeyChange {
    /** Holds the next key, where the present one is in the environment. */
    public static final String NEXT_VARIABLE = MasterKey.VARIABLE + "_NEXT";

    private final MasterKey from;
    private final MasterKey to;
    private final Optional<Path> oldFile;
    private final Optional<Path> nextFile;
    private final String mend;

    private MasterKeyChange(
            MasterKey from,
            MasterKey to,
            Optional<Path> oldFile,
            Optional<Path> nextFile,
            String mend) {
        this.from = from;
        this.to = to;
        this.oldFile = oldFile;
        this.nextFile = nextFile;
        this.mend = mend;
    }

    public MasterKey from() {
        return from;
    }

    public MasterKey to() {
        return to;
    }

    /** What whoever runs Pukar must do afterwards; empty: nothing. */
    public String mend() {
        return mend;
    }

    /**
     * Plans a change; a file for the next key is made at first, and found again afterwards.
     *
     * @param oldFile where the old key lies, when the settings name a new place already
     * @param newLabel the label of the next key, where the settings name a token
     */
    public static MasterKeyChange plan(
            Path data,
            KeySettings settings,
            Map<String, String> environment,
            Optional<Path> oldFile,
            Optional<String> newLabel)
            throws StoreException {
        KeyFolder keys = new KeyFolder(settings.folder().orElse(data.resolve(MasterKey.FOLDER)));
        Optional<String> variable = Optional.ofNullable(environment.get(MasterKey.VARIABLE));
        if (oldFile.isPresent()) {
            return new MasterKeyChange(
                    ofFile(oldFile.get(), keys),
                    MasterKey.open(data, settings, environment),
                    oldFile,
                    Optional.empty(),
                    "");
        }
        if (settings.token().isPresent()) {
            String label =
                    newLabel.orElseThrow(
                            () ->
                                    new StoreException(
                                            "the next key must be one of the token's, say which"
                                                    + " with --new-label"));
            KeySettings next =
                    new KeySettings(settings.folder(), settings.token().map(t -> t.withKey(label)));
            return new MasterKeyChange(
                    MasterKey.open(data, settings, environment),
                    MasterKey.open(data, next, environment),
                    Optional.empty(),
                    Optional.empty(),
                    "set masterKey.pkcs11.key to " + label + " before the next start");
        }
        if (variable.isPresent()) {
            String next =
                    Optional.ofNullable(environment.get(NEXT_VARIABLE))
                            .orElseThrow(
                                    () ->
                                            new StoreException(
                                                    "the next key must be in the environment"
                                                            + " variable "
                                                            + NEXT_VARIABLE
                                                            + ", it is not set; make one with:"
                                                            + " openssl rand -base64 32"));
            return new MasterKeyChange(
                    MasterKey.ofText(
                            variable.get(), "environment variable " + MasterKey.VARIABLE, keys),
                    MasterKey.ofText(next, "environment variable " + NEXT_VARIABLE, keys),
                    Optional.empty(),
                    Optional.empty(),
                    "set " + MasterKey.VARIABLE + " to the next key before the next start");
        }
        Path file = data.resolve(MasterKey.FILE);
        MasterKey from = ofFile(file, keys);
        Path next = MasterKey.next(file);
        return new MasterKeyChange(
                from, MasterKey.ofFile(next, keys), Optional.of(file), Optional.of(next), "");
    }

    private static MasterKey ofFile(Path file, KeyFolder keys) throws StoreException {
        if (!Files.isRegularFile(file)) {
            throw new StoreException(
                    "the old master key must be there to be changed, found none at " + file);
        }
        return MasterKey.ofFile(file, keys);
    }

    /** The next key takes the old one's place, which is destroyed. Only after all is wrapped. */
    public void finish() throws StoreException {
        if (oldFile.isEmpty()) {
            return;
        }
        Path file = oldFile.get();
        try (FileChannel old = FileChannel.open(file, StandardOpenOption.WRITE)) {
            Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
            if (nextFile.isPresent()) {
                Files.move(nextFile.get(), file, StandardCopyOption.ATOMIC_MOVE);
            } else {
                Files.delete(file);
            }
            KeyFolder.sync(folder);
            byte[] noise = new byte[(int) old.size()];
            new SecureRandom().nextBytes(noise);
            old.write(java.nio.ByteBuffer.wrap(noise), 0);
            old.force(true);
        } catch (IOException e) {
            throw new StoreException(
                    "the new master key must take the old one's place, run ./pukar key rotate"
                            + " again: "
                            + e.getMessage());
        }
    }
}
