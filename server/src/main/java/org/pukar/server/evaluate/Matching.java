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
}
