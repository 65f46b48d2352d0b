package org.pukar.server.audit;

/**
 * Something that shows that a log is not what it was.
 *
 * @param kind which rule is broken
 * @param words rule, value, place
 */
public record Finding(Kind kind, String words) {
    /** What can be wrong with a log. */
    public enum Kind {
        /** An entry is not what its leaf committed to. */
        CHANGED,
        /** A leaf or an entry is missing, or entries are not in the tree. */
        MISSING,
        /** The tree's own hashes contradict its leaves. */
        TREE,
        /** A signed head does not fit this log: it was rewritten, or somebody was shown another. */
        HEAD,
        /** A head over more entries than there are. */
        CUT,
        /** A signature does not hold. */
        SIGNATURE,
        /** An entry is older than a head that was signed before it. */
        BACKDATED,
        /** A step of an incident is not what the log says. */
        STEP,
        /** How long a camera was watched is not what the log says. */
        WATCHED
    }
}
