package org.pukar.server.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pukar.server.evaluate.Tally.Measure;

/**
 * What a folder of clips came to.
 *
 * @param clips each by itself
 * @param total all of them together
 */
public record Results(List<ClipResult> clips, ClipResult total) {
    public Results {
        clips = List.copyOf(clips);
    }

    public static Results of(List<ClipResult> clips) {
        ClipResult total =
                new ClipResult("all", clips.stream().mapToDouble(ClipResult::seconds).sum());
        clips.forEach(total::add);
        return new Results(clips, total);
    }

    /** The results as they go into JSON; shares are hits, of, value, low, high. */
    public Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "evaluation");
        object.put("clips", clips.stream().map(Results::json).toList());
        object.put("all", json(total));
        Map<String, Object> groups = new LinkedHashMap<>();
        Map<String, Object> gaps = new LinkedHashMap<>();
        for (Dimension dimension : Dimension.values()) {
            Map<String, Object> byGroup = new LinkedHashMap<>();
            total.groups(dimension).forEach((group, tally) -> byGroup.put(group, json(tally)));
            groups.put(name(dimension.name()), byGroup);
            if (dimension == Dimension.WIDTH_STEP) {
                continue;
            }
            Map<String, Object> byMeasure = new LinkedHashMap<>();
            for (Measure measure : Measure.values()) {
                Gap.of(this, dimension, measure)
                        .ifPresent(gap -> byMeasure.put(name(measure.name()), json(gap)));
            }
            gaps.put(name(dimension.name()), byMeasure);
        }
        object.put("groups", groups);
        object.put("gaps", gaps);
        return object;
    }

    private static Map<String, Object> json(ClipResult clip) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", clip.name());
        object.put("seconds", clip.seconds());
        object.putAll(json(clip.all()));
        object.put("facesThatAreNone", clip.strays());
        object.put("facesNotMasked", clip.notMaskedFaces());
        return object;
    }

    private static Map<String, Object> json(Tally tally) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (Measure measure : Measure.values()) {
            object.put(name(measure.name()), json(tally.share(measure)));
        }
        object.put("missed", missed(tally, Measure.FOUND));
        object.put("abstained", new TreeMap<>(tally.abstained()));
        object.put("signalsMissed", missed(tally, Measure.SIGNALLED));
        object.put("signalsFalse", tally.falseSignals());
        object.put("delays", tally.delays().stream().map(Results::rounded).toList());
        tally.maskedPixels().ifPresent(share -> object.put("maskedPixels", rounded(share)));
        return object;
    }

    static long missed(Tally tally, Measure measure) {
        return tally.share(measure).of() - tally.share(measure).hits();
    }

    private static Map<String, Object> json(Share share) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("hits", share.hits());
        object.put("of", share.of());
        if (share.known()) {
            object.put("value", rounded(share.value()));
            object.put("low", rounded(share.low()));
            object.put("high", rounded(share.high()));
        }
        return object;
    }

    private static Map<String, Object> json(Gap gap) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("most", gap.most());
        object.put("least", gap.least());
        object.put("value", rounded(gap.value()));
        Optional<Gap.Interval> interval = gap.interval();
        interval.ifPresent(
                i -> {
                    object.put("low", rounded(i.low()));
                    object.put("high", rounded(i.high()));
                });
        return object;
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }

    /** HEAD_WIDTH becomes headWidth. */
    private static String name(String constant) {
        StringBuilder name = new StringBuilder();
        boolean up = false;
        for (int i = 0; i < constant.length(); i++) {
            char c = constant.charAt(i);
            if (c != '_') {
                name.append(up ? c : Character.toLowerCase(c));
            }
            up = c == '_';
        }
        return name.toString();
    }
}
