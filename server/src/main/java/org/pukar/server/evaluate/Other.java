package org.pukar.server.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

    private final String name;
    private final Map<String, Map<Integer, List<Found>>> clips;

    private Other(String name, Map<String, Map<Integer, List<Found>>> clips) {
        this.name = name;
        this.clips = clips;
    }

    /** Reads and checks the whole file. */
    public static Other read(String name, Path file, List<Truth> truths)
            throws TruthException, IOException {
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
            int frame = (int) in.number(line, "frame", 0, frames.get(clip) - 1.0);
            List<Found> faces = new ArrayList<>();
            for (JsonNode face : in.list(line, "faces")) {
                Optional<Double> distress =
                        face.has("distress")
                                ? Optional.of(in.number(face, "distress", 0, 1))
                                : Optional.empty();
                in.box(face, "box")
                        .ifPresent(b -> faces.add(new Found(b, distress, Optional.empty())));
            }
            if (clips.computeIfAbsent(clip, key -> new HashMap<>()).put(frame, faces) != null) {
                throw in.bad("a frame must be there once", clip + " " + frame);
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
