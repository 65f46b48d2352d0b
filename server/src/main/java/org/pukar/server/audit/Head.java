package org.pukar.server.audit;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;

/**
 * What a log looked like at a time: how many entries, and the tree's root over them. Written as the
 * field's checkpoints are (C2SP tlog-checkpoint): origin, size, root, and one more line with the
 * time.
 *
 * @param origin which log, a name without spaces
 * @param size how many entries
 * @param root 32 bytes in base64
 * @param at when it was signed, in whole seconds
 */
public record Head(String origin, long size, String root, Instant at) {
    private static final String AT = "at ";

    public Head {
        if (size < 0) {
            throw new IllegalArgumentException("a size must be 0 or more, got " + size);
        }
        if (Base64.getDecoder().decode(root).length != MerkleTree.HASH_LENGTH) {
            throw new IllegalArgumentException("a root must be 32 bytes in base64, got " + root);
        }
    }

    Head(String origin, long size, byte[] root, Instant at) {
        this(origin, size, Base64.getEncoder().encodeToString(root), at);
    }

    /** The root's 32 bytes. */
    byte[] rootBytes() {
        return Base64.getDecoder().decode(root);
    }

    /** The text that is signed: four lines. */
    String text() {
        return "%s\n%d\n%s\n%s%s\n".formatted(origin, size, root, AT, at);
    }

    /** Reads the text back; empty when it is none. */
    static Optional<Head> parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != 5 || !lines[4].isEmpty() || !lines[3].startsWith(AT)) {
            return Optional.empty();
        }
        try {
            Head head =
                    new Head(
                            lines[0],
                            Long.parseLong(lines[1]),
                            lines[2],
                            Instant.parse(lines[3].substring(AT.length())));
            return Optional.of(head).filter(h -> h.text().equals(text));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
