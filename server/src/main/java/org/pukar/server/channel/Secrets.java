package org.pukar.server.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pukar.server.settings.Secret;

/** Finds secrets where the settings say they are; notes those that are not there. */
public final class Secrets {
    /** What signs must not be guessed: 24 characters of base64 are 18 random bytes. Our choice. */
    private static final int SHORTEST_SIGNING = 24;

    private final Map<String, String> environment;
    private final List<String> problems;

    public Secrets(Map<String, String> environment, List<String> problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** The secret, or an empty text when it is not there, which is noted. */
    public Optional<String> find(Optional<Secret> secret, String whose) {
        return secret.map(s -> read(s, whose));
    }

    /** The same for one that signs. */
    Optional<String> findSigning(Optional<Secret> secret, String whose) {
        Optional<String> found = find(secret, whose);
        if (found.isPresent()
                && !found.get().isEmpty()
                && found.get().length() < SHORTEST_SIGNING) {
            problems.add(
                    "%s: a secret that signs must be at least %d characters long, got %d"
                                    .formatted(whose, SHORTEST_SIGNING, found.get().length())
                            + "; make one with: openssl rand -base64 33");
        }
        return found;
    }

    private String read(Secret secret, String whose) {
        if (secret instanceof Secret.Variable variable) {
            String text = environment.getOrDefault(variable.name(), "").strip();
            if (text.isEmpty()) {
                problems.add(
                        "%s: the environment variable %s must hold its secret, it is empty"
                                .formatted(whose, variable.name()));
            }
            return text;
        }
        Secret.InFile file = (Secret.InFile) secret;
        try {
            String text = Files.readString(file.file()).strip();
            if (text.isEmpty()) {
                problems.add(
                        "%s: the file %s must hold its secret, it is empty"
                                .formatted(whose, file.file()));
            }
            return text;
        } catch (IOException e) {
            problems.add(
                    "%s: the file %s must hold its secret, it can't be read"
                            .formatted(whose, file.file()));
            return "";
        }
    }
}
