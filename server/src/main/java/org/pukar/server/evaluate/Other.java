package org.pukar.server.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pukar.cue.Box;
import tools.jackson.databind.JsonNode;

/**
 * What another program found in the same clips, to be counted by the same rules.
 *
 * <p>It comes from a file with a line for every frame of every clip: {@code
 * {"clip":"lane","frame":0,"faces":[{"box":[left,top,width,height],"distress":0.2}]}}, pixels and a
 * share in [0, 1]; a face that was not read has no distress.
 */
public final class Other {
    private static final String MEND = "write the file again; docs/manual/commands.md has its form";

    private static final Set<String> KNOWN = Set.of("box", "distress");

    /** What Pukar's own results are called beside the others'. */
    static final String OWN = "Pukar";

    private final String name;
    private final Map<String, Map<Integer, List<Found>>> clips;

    private Other(String name, Map<String, Map<Integer, List<Found>>> clips) {
        this.name = name;
        this.clips = clips;
    }

    /** Reads and checks the whole file. */
    public static Other read(String name, Path file, List<Truth> truths)
            throws TruthException, IOException {
        if (name.isBlank() || name.equals(OWN)) {
            throw new TruthException(
                    "another program's name must be one of its own",
                    name.isBlank() ? "none" : name,
                    "--other",
                    "write --other NAME=FILE.jsonl");
        }
        if (!Files.isRegularFile(file)) {
            throw new TruthException(
                    "another program's file must be there",
                    "none",
                    file.toString(),
                    "give its path");
        }
        Map<String, Integer> frames =
                truths.stream().collect(Collectors.toMap(Truth::name, t -> t.frames().size()));
        Map<String, Map<Integer, List<Found>>> clips = new HashMap<>();
        JsonLines in = new JsonLines(file, MEND);
        while (in.next()) {
            JsonNode line = in.object();
            String clip = in.text(line, "clip");
            if (!frames.containsKey(clip)) {
                throw in.bad("clip must be one of DIR's", clip);
            }
            double frame = in.number(line, "frame", 0, frames.get(clip) - 1.0);
            if (frame != Math.rint(frame)) {
                throw in.bad("frame must be a whole number", String.valueOf(frame));
            }
            List<Found> faces = new ArrayList<>();
            for (JsonNode face : in.list(line, "faces")) {
                Optional<Double> distress =
                        face.has("distress")
                                ? Optional.of(in.number(face, "distress", 0, 1))
                                : Optional.empty();
                Optional<Box> box = in.box(face, "box");
                if (box.isEmpty() || !KNOWN.containsAll(face.propertyNames())) {
                    throw in.bad(
                            "a face must have a box with a width and a height above 0, and may have"
                                    + " distress",
                            face.toString());
                }
                faces.add(new Found(box.get(), distress, Optional.empty()));
            }
            if (clips.computeIfAbsent(clip, key -> new HashMap<>()).put((int) frame, faces)
                    != null) {
                throw in.bad("a frame must be there once", clip + " " + (int) frame);
            }
        }
        in.toFirst();
        for (Truth truth : truths) {
            int there = clips.getOrDefault(truth.name(), Map.of()).size();
            if (there != truth.frames().size()) {
                throw in.bad(
                        "every frame of every clip must be there, %d of %s"
                                .formatted(truth.frames().size(), truth.name()),
                        String.valueOf(there));
            }
        }
        return new Other(name, clips);
    }

    public String name() {
        return name;
    }

    Map<Integer, List<Found>> faces(String clip) {
        return clips.getOrDefault(clip, Map.of());
    }
}
