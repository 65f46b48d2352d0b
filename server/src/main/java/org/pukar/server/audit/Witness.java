package org.pukar.server.audit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * Somebody elsewhere who keeps signed heads, so that a log that was rewritten can be told from the
 * one that was published.
 */
interface Witness {
    /** Where it is, as the settings say. */
    String name();

    /**
     * Hands it a head; what it has already it may be handed again.
     *
     * @throws IOException when it can't take it now, or refuses it: the message says which and why
     */
    void take(SignedHead head) throws IOException;

    /** The witness of an entry of the settings: an http(s) address, else a file. */
    static Witness of(String place, PublishedLog log) {
        return place.startsWith("http://") || place.startsWith("https://")
                ? new HttpWitness(URI.create(place), log)
                : new FileWitness(Path.of(place));
    }
}
