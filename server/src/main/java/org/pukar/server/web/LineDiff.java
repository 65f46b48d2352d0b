package org.pukar.server.web;

import java.util.ArrayList;
import java.util.List;

/**
 * Which lines went and which came between two texts: those outside a longest common subsequence.
 * Takes time and memory by the product of the lines that differ, once what both begin and end with
 * is left out.
 */
final class LineDiff {
    /** Above it both are shown whole where they differ: a settings file has far fewer lines. */
    private static final long MOST = 25_000_000;

    private LineDiff() {}

    /**
     * A line that is in one text only.
     *
     * @param came whether it is in the later one
     */
    record Line(boolean came, String text) {}

    static List<Line> of(List<String> before, List<String> after) {
        int begin = 0;
        while (begin < before.size()
                && begin < after.size()
                && before.get(begin).equals(after.get(begin))) {
            begin++;
        }
        int end = 0;
        while (end < before.size() - begin
                && end < after.size() - begin
                && last(before, end).equals(last(after, end))) {
            end++;
        }
        List<String> a = before.subList(begin, before.size() - end);
        List<String> b = after.subList(begin, after.size() - end);
        return (long) a.size() * b.size() > MOST ? whole(a, b) : walk(a, b, lengths(a, b));
    }

    private static String last(List<String> lines, int fromEnd) {
        return lines.get(lines.size() - 1 - fromEnd);
    }

    private static List<Line> whole(List<String> a, List<String> b) {
        List<Line> all = new ArrayList<>();
        a.forEach(line -> all.add(new Line(false, line)));
        b.forEach(line -> all.add(new Line(true, line)));
        return all;
    }

    /** How long the common subsequence of what follows each pair of lines is. */
    private static int[][] lengths(List<String> a, List<String> b) {
        int[][] length = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                length[i][j] =
                        a.get(i).equals(b.get(j))
                                ? length[i + 1][j + 1] + 1
                                : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        return length;
    }

    private static List<Line> walk(List<String> a, List<String> b, int[][] length) {
        List<Line> changed = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                i++;
                j++;
            } else if (j == b.size() || (i < a.size() && length[i + 1][j] >= length[i][j + 1])) {
                changed.add(new Line(false, a.get(i++)));
            } else {
                changed.add(new Line(true, b.get(j++)));
            }
        }
        return changed;
    }
}
