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

    /**
     * Optimal string alignment distance: letters put in, left out, replaced, or two neighbours
     * swapped.
     */
    private static int edits(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : least(edits, a, b, i, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int least(int[][] edits, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least =
                Math.min(
                        edits[i - 1][j - 1] + (same ? 0 : 1),
                        Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
    }
}
