package org.pukar.server.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Goes over a log, entry by entry, and says what does not fit. It works out every hash anew and
 * believes nothing that the database says of itself.
 */
public final class LogCheck {
    /**
     * How long an entry may take from its time to its place in the tree: a transaction of 30 s, the
     * longest that a connection lives without an answer, with as much again to spare.
     */
    private static final Duration SLOWEST = Duration.ofMinutes(1);

    /** So many are said; the rest is counted. */
    private static final int MOST_SAID = 100;

    private final List<Head> heads;
    private final List<Finding> findings = new ArrayList<>();
    private final CompactTree tree;
    private long found;
    private long expected;
    private int next;
    private Instant signedBefore = Instant.MIN;

    /**
     * For one log.
     *
     * @param keys all that ever signed it, oldest first
     * @param own heads as the database has them
     * @param published signed heads as others have them
     * @param completed told of every complete subtree, to be compared with what is kept
     */
    LogCheck(
            List<HeadStore.Since> keys,
            List<Head> own,
            List<SignedHead> published,
            CompactTree.Completed completed) {
        this.tree = new CompactTree(completed);
        published.forEach(head -> checkSignature(keys, head));
        this.heads =
                Stream.concat(
                                own.stream(),
                                published.stream()
                                        .filter(h -> signed(keys, h))
                                        .map(SignedHead::head))
                        .sorted(Comparator.comparingLong(Head::size).thenComparing(Head::at))
                        .toList();
        compareHeads();
    }

    private static boolean signed(List<HeadStore.Since> keys, SignedHead head) {
        return keys.stream()
                .filter(k -> k.since() <= head.head().size())
                .anyMatch(k -> head.signedBy(k.name()));
    }

    void checkSignature(List<HeadStore.Since> keys, SignedHead head) {
        if (!signed(keys, head)) {
            report(
                    Finding.Kind.SIGNATURE,
                    "the head over %d entries of %s is not signed by this log's key"
                            .formatted(head.head().size(), head.head().at()));
        }
    }

    void report(Finding.Kind kind, String words) {
        found++;
        if (findings.size() < MOST_SAID) {
            findings.add(new Finding(kind, words));
        }
    }

    /**
     * The next leaf.
     *
     * @param index its place
     * @param hash as the database has it
     * @param entry what it stands for
     */
    void add(long index, byte[] hash, Entry entry) {
        for (; expected < index; expected++) {
            report(Finding.Kind.MISSING, "leaf " + expected + " is missing");
        }
        expected = index + 1;
        byte[] leaf = entry.leaf();
        if (!Arrays.equals(leaf, hash)) {
            report(
                    Finding.Kind.CHANGED,
                    "entry %d (%s, %s by %s) is not what its leaf %d committed to"
                            .formatted(
                                    entry.id(), entry.time(), entry.act(), entry.person(), index));
        }
        if (signedBefore.isAfter(Instant.MIN) && entry.at().isBefore(signedBefore.minus(SLOWEST))) {
            report(
                    Finding.Kind.BACKDATED,
                    "entry %d says %s, yet a head was signed before it at %s"
                            .formatted(entry.id(), entry.time(), signedBefore));
        }
        tree.add(leaf);
        compareHeads();
    }

    /** Every head over as many entries as there are by now must have this root. */
    private void compareHeads() {
        if (next == heads.size() || heads.get(next).size() > tree.size()) {
            return;
        }
        String root = Base64.getEncoder().encodeToString(tree.root());
        for (; next < heads.size() && heads.get(next).size() == tree.size(); next++) {
            Head head = heads.get(next);
            if (!head.root().equals(root)) {
                report(
                        Finding.Kind.HEAD,
                        "the head over %d entries that was signed at %s does not fit: the log was rewritten since, or somebody was shown another log"
                                .formatted(tree.size(), head.at()));
            } else {
                signedBefore = head.at();
            }
        }
    }

    /** What came out, after the last leaf. */
    Checked end(long milliseconds) {
        for (; next < heads.size(); next++) {
            Head head = heads.get(next);
            report(
                    Finding.Kind.CUT,
                    "a head over %d entries was signed at %s, the log has %d"
                            .formatted(head.size(), head.at(), tree.size()));
        }
        return new Checked(
                tree.size(),
                Base64.getEncoder().encodeToString(tree.root()),
                heads.size(),
                found,
                findings,
                milliseconds);
    }

    /**
     * What a check came to; sound where nothing was found.
     *
     * @param size entries in the tree
     * @param root in base64
     * @param heads how many signed heads it was compared with
     * @param found how many things do not fit
     * @param findings the first of them
     */
    public record Checked(
            long size,
            String root,
            int heads,
            long found,
            List<Finding> findings,
            long milliseconds) {
        public Checked {
            findings = List.copyOf(findings);
        }
    }
}
