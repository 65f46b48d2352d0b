package org.pukar.server.evaluate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one clip came to, in all and by group. */
public final class ClipResult {
    private final String name;
    private final double seconds;
    private final Tally all = new Tally();
    private final Map<Dimension, Map<String, Tally>> groups = new EnumMap<>(Dimension.class);
    private final List<Integer> frames = new ArrayList<>();
    private int straysFound;
    private int facesNotMasked;

    ClipResult(String name, double seconds) {
        this.name = name;
        this.seconds = seconds;
    }

    public String name() {
        return name;
    }

    public double seconds() {
        return seconds;
    }

    public Tally all() {
        return all;
    }

    /** The groups of a dimension in order; empty when nobody was counted. */
    public Map<String, Tally> groups(Dimension dimension) {
        return groups.getOrDefault(dimension, Map.of());
    }

    /** What a group came to; nothing counted when nobody was in it. */
    Tally counted(Dimension dimension, String group) {
        return groups(dimension).getOrDefault(group, new Tally());
    }

    Tally group(Dimension dimension, String group) {
        return groups.computeIfAbsent(dimension, key -> new TreeMap<>(Dimension::compare))
                .computeIfAbsent(group, key -> new Tally());
    }

    void looked(int frame) {
        frames.add(frame);
    }

    /** The numbers of the frames that were read, from 0; those of several clips are none. */
    List<Integer> frames() {
        return List.copyOf(frames);
    }

    void stray() {
        straysFound++;
    }

    void notMasked() {
        facesNotMasked++;
    }

    /** Faces that were found where no head is. */
    public int strays() {
        return straysFound;
    }

    /** Faces that were found and not covered in full in the same frame: must be none. */
    public int notMaskedFaces() {
        return facesNotMasked;
    }

    void add(ClipResult other) {
        all.add(other.all);
        other.groups.forEach(
                (dimension, byGroup) ->
                        byGroup.forEach((g, tally) -> group(dimension, g).add(tally)));
        straysFound += other.straysFound;
        facesNotMasked += other.facesNotMasked;
    }
}
