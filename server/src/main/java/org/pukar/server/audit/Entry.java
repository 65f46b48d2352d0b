package org.pukar.server.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * One entry of the log. The tree holds only its commitment, SHA-256 over a salt and the entry's
 * text: whoever sees the tree learns nothing of the entry, and whoever has salt and entry can show
 * that it is the one.
 *
 * @param id the database's number, in the order in which entries were made
 * @param at when, in whole microseconds
 * @param person who; "-" for Pukar itself
 * @param act what was done, a name
 * @param incident which incident it was about, if any
 * @param detail in words
 * @param salt 16 random bytes, in hexadecimal
 */
public record Entry(
        long id,
        Instant at,
        String person,
        String act,
        Optional<UUID> incident,
        String detail,
        String salt) {
    /** Always six places, so that every language writes the same text. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final String FORM = "pukar-entry-1";

    /** The time as the text has it. */
    public String time() {
        return TIME.format(at);
    }

    /** The text that is committed to: six lines; backslashes and line breaks are escaped. */
    String text() {
        return String.join(
                "\n",
                FORM,
                time(),
                escaped(person),
                escaped(act),
                incident.map(UUID::toString).orElse("-"),
                escaped(detail));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    /** The hash of its leaf. */
    byte[] leaf() {
        MessageDigest digest = MerkleTree.sha256();
        digest.update(HexFormat.of().parseHex(salt));
        return MerkleTree.leaf(digest.digest(text().getBytes(StandardCharsets.UTF_8)));
    }
}
