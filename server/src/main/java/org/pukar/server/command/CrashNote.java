package org.pukar.server.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the stack trace of a mistake of ours in a file: people get one line. */
final class CrashNote {
    private CrashNote() {}

    static Path write(Throwable mistake) {
        try {
            Path file = Files.createTempFile("pukar-", ".trace");
            try (PrintWriter out =
                    new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
                mistake.printStackTrace(out);
            }
            return file;
        } catch (IOException e) {
            return Path.of("(the trace could not be written: " + e.getMessage() + ")");
        }
    }
}
