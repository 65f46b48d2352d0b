package org.pukar.server.evaluate;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.pukar.server.evaluate.Tally.Measure;

/** The results as they go into JSON; shares are hits, of, value, low, high. */
public final class ResultsJson {
    private static final Set<Measure> EVERY = EnumSet.allOf(Measure.class);
    private static final Set<Measure> OF_FACES =
            EnumSet.of(Measure.FOUND, Measure.READ, Measure.DISTRESS_READ, Measure.DISTRESS_FALSE);

    private ResultsJson() {}

    public static Map<String, Object> of(Results results) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "evaluation");
        object.put("clips", results.clips().stream().map(ResultsJson::json).toList());
        object.put("all", json(results.total()));
        byGroup(object, results, EVERY, ResultsJson::json);
        Map<String, Object> others = new LinkedHashMap<>();
        results.others().forEach((name, theirs) -> others.put(name, facesAlone(theirs)));
        object.put("others", others);
        return object;
    }

    private static Map<String, Object> facesAlone(Results results) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("all", shares(results.total().all(), OF_FACES));
        object.put("facesThatAreNone", results.total().strays());
        byGroup(object, results, OF_FACES, tally -> shares(tally, OF_FACES));
        return object;
    }

    private static void byGroup(
            Map<String, Object> object,
            Results results,
            Set<Measure> measures,
            Function<Tally, Map<String, Object>> json) {
        Map<String, Object> groups = new LinkedHashMap<>();
        Map<String, Object> gaps = new LinkedHashMap<>();
        for (Dimension dimension : Dimension.values()) {
            Map<String, Object> byGroup = new LinkedHashMap<>();
            results.total()
                    .groups(dimension)
                    .forEach((group, tally) -> byGroup.put(group, json.apply(tally)));
            groups.put(name(dimension.name()), byGroup);
            if (dimension == Dimension.WIDTH_STEP) {
                continue;
            }
            Map<String, Object> byMeasure = new LinkedHashMap<>();
            for (Measure measure : measures) {
                Gap.of(results, dimension, measure)
                        .ifPresent(gap -> byMeasure.put(name(measure.name()), json(gap)));
            }
            gaps.put(name(dimension.name()), byMeasure);
        }
        object.put("groups", groups);
        object.put("gaps", gaps);
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
        Map<String, Object> object = shares(tally, EVERY);
        object.put("missed", missed(tally, Measure.FOUND));
        object.put("abstained", new TreeMap<>(tally.abstained()));
        object.put("signalsMissed", missed(tally, Measure.SIGNALLED));
        object.put("spansTooShort", tally.spansTooShort());
        object.put("signalsFalse", tally.falseSignals());
        object.put("signsFalse", tally.falseSigns());
        object.put("delays", tally.delays().stream().map(ResultsJson::rounded).toList());
        tally.maskedPixels().ifPresent(share -> object.put("maskedPixels", rounded(share)));
        return object;
    }

    private static Map<String, Object> shares(Tally tally, Set<Measure> measures) {
        Map<String, Object> object = new LinkedHashMap<>();
        measures.forEach(m -> object.put(name(m.name()), json(tally.share(m))));
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
