package org.pukar.server.settings;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/**
 * What must be so before a camera is opened, and before people elsewhere are told in earnest.
 *
 * @param live whether alerts go out in earnest; else every one is marked as an exercise
 * @param assessment the written impact assessment; there is one when live
 * @param signers whose authorisations count; with none, no camera is opened
 */
public record Safeguards(boolean live, Optional<Assessment> assessment, List<Signer> signers) {
    public Safeguards {
        signers = List.copyOf(signers);
        if (live && assessment.isEmpty()) {
            throw new IllegalArgumentException(
                    "a city that is live needs a written assessment, got none");
        }
    }

    /**
     * A file by what is in it.
     *
     * @param name of the file, without its folder
     * @param sha256 in hexadecimal
     */
    public record Assessment(String name, String sha256) {}

    /** Somebody who may sign authorisations, by their Ed25519 key. */
    public record Signer(String name, PublicKey key) {}

    /** Exercise mode, and nobody who signs. */
    public static Safeguards none() {
        return new Safeguards(false, Optional.empty(), List.of());
    }

    /** The same with one more who may sign. */
    public Safeguards with(Signer signer) {
        List<Signer> more = new java.util.ArrayList<>(signers);
        more.add(signer);
        return new Safeguards(live, assessment, more);
    }
}
