package org.pukar.server.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A head with its signature, as it is published (C2SP signed-note).
 *
 * @param line the signature's line, with its line break
 */
public record SignedHead(Head head, String line) {
    /** The whole note: head, empty line, signature. */
    public String text() {
        return head.text() + "\n" + line;
    }

    /** Reads a note; empty when it is none. Whether its signature holds is another question. */
    static Optional<SignedHead> parse(String text) {
        int gap = text.indexOf("\n\n");
        if (gap < 0) {
            return Optional.empty();
        }
        String line = text.substring(gap + 2);
        return line.isEmpty() || line.indexOf('\n') != line.length() - 1
                ? Optional.empty()
                : Head.parse(text.substring(0, gap + 1)).map(head -> new SignedHead(head, line));
    }

    /** Whether its signature is of that log's key. */
    boolean signedBy(LogName log) {
        return head.origin().equals(log.origin()) && log.signed(head.text(), line);
    }

    /** All notes of a text in which one follows another, as a witness's file has them. */
    public static List<SignedHead> parseAll(String text) {
        List<SignedHead> all = new ArrayList<>();
        String rest = text;
        while (!rest.isBlank()) {
            int gap = rest.indexOf("\n\n");
            int end = gap < 0 ? -1 : rest.indexOf('\n', gap + 2);
            Optional<SignedHead> one =
                    end < 0 ? Optional.empty() : parse(rest.substring(0, end + 1));
            if (one.isEmpty()) {
                throw new IllegalArgumentException(
                        "signed heads must be as Pukar wrote them, this is none: "
                                + rest.lines().findFirst().orElse(""));
            }
            all.add(one.get());
            rest = rest.substring(end + 1);
        }
        return all;
    }
}
