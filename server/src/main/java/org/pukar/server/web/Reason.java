package org.pukar.server.web;

import java.util.List;
import java.util.Optional;

/**
 * Why somebody decided as they did: one of a short list, and their own words where they like.
 *
 * @param text what is kept; empty when it was refused
 * @param refusal what is wrong with it, for the person; empty when nothing is
 */
record Reason(String text, Optional<String> refusal) {
    /** Longest own words, in characters; as the pages' fields say. */
    static final int LONGEST_WORDS = 200;

    /** Stands before somebody's own words, which are erased in their time. */
    private static final String BEFORE_WORDS = " – ";

    /** The same without own words, for what is kept without an end. */
    static String withoutWords(String text) {
        int words = text.indexOf(BEFORE_WORDS);
        return words < 0 ? text : text.substring(0, words);
    }

    /**
     * From a form.
     *
     * @param list what may be chosen; {@code other} asks for own words
     * @param missing what to say when there is no reason at all
     */
    static Reason of(List<String> list, String chosen, String words, String missing) {
        String own = words.strip();
        if (!chosen.isBlank() && !list.contains(chosen)) {
            return refused("choose a reason from the list");
        }
        Optional<String> bad = badWords(own, LONGEST_WORDS);
        if (bad.isPresent()) {
            return refused(bad.get());
        }
        String kind = chosen.isBlank() && !own.isEmpty() ? "other" : chosen;
        String text = own.isEmpty() ? kind : kind + BEFORE_WORDS + own;
        return text.isEmpty() ? refused(missing) : new Reason(text, Optional.empty());
    }

    /** What is wrong with somebody's words, if anything is. */
    static Optional<String> badWords(String words, int longest) {
        if (words.length() > longest) {
            return Optional.of(
                    "own words may have %d characters, these have %d"
                            .formatted(longest, words.length()));
        }
        boolean control =
                words.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r');
        return control ? Optional.of("own words may have no control characters") : Optional.empty();
    }

    private static Reason refused(String why) {
        return new Reason("", Optional.of(why));
    }
}
