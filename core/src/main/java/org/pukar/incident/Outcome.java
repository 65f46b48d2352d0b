package org.pukar.incident;

/**
 * What was found and what was done: asked for after every dispatch, for what police do there is
 * part of what Pukar does.
 *
 * @param found what was found
 * @param wantedHelp whether the person wanted help
 * @param stopped whether anyone was stopped
 * @param searched whether anyone was searched
 * @param askedForId whether anyone was asked for a name or papers
 * @param detained whether anyone was detained
 * @param note in the officer's own words, at most 2,000 characters, may be empty
 */
public record Outcome(
        Found found,
        Answer wantedHelp,
        Answer stopped,
        Answer searched,
        Answer askedForId,
        Answer detained,
        String note) {
    /** Longest note, in characters. */
    public static final int LONGEST_NOTE = 2_000;

    /** What was found. */
    public enum Found {
        HELP_GIVEN,
        HELP_NOT_WANTED,
        NOBODY_THERE,
        NO_EMERGENCY,
        UNKNOWN
    }

    /** An answer that may be unknown, and then stays in the denominator of every figure. */
    public enum Answer {
        YES,
        NO,
        UNKNOWN
    }

    public Outcome {
        if (note.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException(
                    "a note has at most " + LONGEST_NOTE + " characters, got " + note.length());
        }
    }
}
