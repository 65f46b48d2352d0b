package org.pukar.server.settings;

import java.nio.file.Path;

/** Where a secret is found when it is needed; never the secret itself. */
public sealed interface Secret {
    /** In an environment variable. */
    record Variable(String name) implements Secret {}

    /** In a file, as its whole text without blanks around it. */
    record InFile(Path file) implements Secret {}
}
