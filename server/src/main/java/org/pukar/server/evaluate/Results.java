package org.pukar.server.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a folder of clips came to.
 *
 * @param clips each by itself
 * @param total all of them together
 * @param others what other programs came to on the same frames, by name; they have faces alone
 */
public record Results(List<ClipResult> clips, ClipResult total, Map<String, Results> others) {
    public Results {
        clips = List.copyOf(clips);
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    public static Results of(List<ClipResult> clips) {
        ClipResult total =
                new ClipResult("all", clips.stream().mapToDouble(ClipResult::seconds).sum());
        clips.forEach(total::add);
        return new Results(clips, total, Map.of());
    }

    /** The same, beside what others found in the frames that these results are of. */
    public Results beside(List<Other> programs, List<Truth> truths) {
        Map<String, Results> counted = new LinkedHashMap<>();
        for (Other other : programs) {
            List<ClipResult> theirs = new ArrayList<>();
            for (int i = 0; i < truths.size(); i++) {
                Truth truth = truths.get(i);
                theirs.add(ClipReading.of(truth, clips.get(i).frames(), other.faces(truth.name())));
            }
            counted.put(other.name(), of(theirs));
        }
        return new Results(clips, total, counted);
    }
}
