package org.pukar.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a mistyped one most likely meant. */
public final class NearestName {
    private NearestName() {}

    /**
     * The known name with the fewest single-letter edits from {@code typed}, if that is at most a
     * third of its length (at least 1); letter case does not count.
     */
    public static Optional<String> of(String typed, Collection<String> known) {
        return known.stream()
                .min(
                        Comparator.comparingInt((String name) -> edits(typed, name))
                                .thenComparing(name -> name))
                .filter(
                        name ->
                                edits(typed, name)
                                        <= Math.max(
                                                1, Math.max(typed.length(), name.length()) / 3));
    }

    /** Levenshtein distance, in letters. */
    private static int edits(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
