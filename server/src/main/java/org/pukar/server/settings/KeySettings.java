package org.pukar.server.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where keys lie.
 *
 * @param folder the wrapped keys of incidents; empty: in the data folder. Desks that share a
 *     database must share it
 * @param token the token that holds the master key; empty: a file in the data folder, or the
 *     environment
 */
public record KeySettings(Optional<Path> folder, Optional<Token> token) {
    /** All in the data folder. */
    public static KeySettings standard() {
        return new KeySettings(Optional.empty(), Optional.empty());
    }

    /**
     * A token that speaks PKCS#11, such as a hardware security module.
     *
     * @param library its driver
     * @param slot the number of its slot; empty: by place
     * @param slotIndex the place of its slot in the driver's list, from 0; used without a slot
     * @param key the label of an AES key of 256 bits
     * @param pin the environment variable that holds its PIN
     */
    public record Token(Path library, Optional<Long> slot, int slotIndex, String key, String pin) {
        /** The same token with another of its keys. */
        public Token withKey(String label) {
            return new Token(library, slot, slotIndex, label, pin);
        }
    }
}
