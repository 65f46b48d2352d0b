package org.pukar.cluster.settings;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What every part of a job knows. The files lie at the same place on each machine; what is secret
 * in them never leaves it.
 *
 * @param run which of all jobs that were ever submitted this is
 * @param desk such as {@code https://desk.example.org}
 * @param keyFile holds a key of {@code ./pukar client add NAME --worker}
 * @param cameras a settings file with the cameras' addresses, as {@code ./pukar watch} reads it
 * @param models the folder of models
 * @param films whether cameras are films that are read as fast as can be, in their own time
 */
public record JobSettings(
        String run, URI desk, String keyFile, String cameras, String models, boolean films)
        implements Serializable {
    public JobSettings {
        boolean http = "http".equals(desk.getScheme()) || "https".equals(desk.getScheme());
        if (!http || desk.getHost() == null) {
            throw new IllegalArgumentException(
                    "the desk must be an address such as https://desk.example.org, got " + desk);
        }
    }

    /**
     * The key to the desk.
     *
     * @throws IOException when there is none; the message says where it must be
     */
    public String key() throws IOException {
        try {
            String key = Files.readString(Path.of(keyFile)).strip();
            if (key.isEmpty()) {
                throw new IOException("it is empty");
            }
            return key;
        } catch (IOException e) {
            throw new IOException(
                    "a worker's key must be in %s, on every machine; make one with: ./pukar client add NAME --worker"
                            .formatted(keyFile),
                    e);
        }
    }
}
