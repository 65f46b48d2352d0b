package org.pukar.server.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pukar.cue.Box;

/** Which face that was found is which head that is there. */
final class Matching {
    /** From this overlap (intersection over union) on, a face is the head. */
    static final double LEAST_OVERLAP = .3;

    private static final int GRID = 20;

    private Matching() {}

    private record Pair(int head, int face, double overlap) {}

    /** Each head has one face at the most and the other way round; the best overlap goes first. */
    static Map<Integer, Integer> faceOfHead(List<Box> heads, List<Box> faces) {
        List<Pair> pairs = new ArrayList<>();
        for (int h = 0; h < heads.size(); h++) {
            for (int f = 0; f < faces.size(); f++) {
                double overlap = heads.get(h).overlap(faces.get(f));
                if (overlap >= LEAST_OVERLAP) {
                    pairs.add(new Pair(h, f, overlap));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::overlap).reversed());
        Map<Integer, Integer> matched = new HashMap<>();
        Set<Integer> taken = new HashSet<>();
        for (Pair pair : pairs) {
            if (!matched.containsKey(pair.head()) && taken.add(pair.face())) {
                matched.put(pair.head(), pair.face());
            }
        }
        return matched;
    }

    /** The share of a box that the masks cover, counted on a grid of 400 points. */
    static double covered(Box box, List<Box> masks) {
        int covered = 0;
        for (int row = 0; row < GRID; row++) {
            for (int column = 0; column < GRID; column++) {
                double x = box.left() + (column + .5) / GRID * box.width();
                double y = box.top() + (row + .5) / GRID * box.height();
                covered += masks.stream().anyMatch(m -> holds(m, x, y)) ? 1 : 0;
            }
        }
        return (double) covered / (GRID * GRID);
    }

    private static boolean holds(Box mask, double x, double y) {
        return x >= mask.left() && x <= mask.right() && y >= mask.top() && y <= mask.bottom();
    }
}
