package org.pukar.server.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that heads are appended to, best on a disk of somebody else. */
final class FileWitness implements Witness {
    private final Path file;

    FileWitness(Path file) {
        this.file = file;
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public void take(SignedHead head) throws IOException {
        try {
            Files.writeString(
                    file,
                    head.text(),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new IOException("the file can't be appended to: " + file, e);
        }
    }
}
