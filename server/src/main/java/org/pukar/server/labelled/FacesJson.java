package org.pukar.server.labelled;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.pukar.server.evaluate.Share;

/** The figures as they go into JSON. */
public final class FacesJson {
    private static final int RISKS = 100;

    private FacesJson() {}

    /**
     * The whole object.
     *
     * @param unreadable files that could not be decoded, with the reason
     */
    public static Map<String, Object> of(
            FaceFigures figures, LabelledFolder folder, Map<String, String> unreadable) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "faces");
        object.put("n", figures.pictures());
        Map<String, Object> labels = new LinkedHashMap<>();
        figures.of().forEach((label, n) -> labels.put(label.word(), n));
        object.put("labels", labels);
        object.put("unreadable", unreadable);
        object.put("otherFiles", folder.otherFiles());
        object.put("found", json(figures.found()));
        object.put("abstained", json(figures.abstained()));
        object.put("why", new TreeMap<>(figures.why()));
        object.put("accuracy", json(figures.accuracy()));
        object.put("fearAuc", json(figures.fearArea()));
        object.put("fearRecallAt1Percent", json(figures.fearRecall()));
        object.put("distressAuc", json(figures.distressArea()));
        object.put("distressRecallAt1Percent", json(figures.distressRecall()));
        object.put("ece", json(figures.calibrationError()));
        object.put("brier", json(figures.brier()));
        Map<String, Object> confusion = new LinkedHashMap<>();
        for (Label label : Label.values()) {
            Map<String, Object> row = new LinkedHashMap<>();
            List<Integer> counts = figures.confusion().get(label.place());
            for (Label answer : Label.values()) {
                row.put(answer.word(), counts.get(answer.place()));
            }
            row.put("abstained", counts.get(FaceFigures.ABSTAINED));
            row.put("notFound", counts.get(FaceFigures.NOT_FOUND));
            confusion.put(label.word(), row);
        }
        object.put("confusion", confusion);
        object.put(
                "riskCoverage",
                thinned(figures.risks()).stream()
                        .map(
                                r ->
                                        Map.of(
                                                "coverage",
                                                rounded(r.coverage()),
                                                "risk",
                                                rounded(r.risk())))
                        .toList());
        return object;
    }

    /** At most a hundred points, the last among them. */
    static List<Scores.Risk> thinned(List<Scores.Risk> risks) {
        int every = Math.max(1, risks.size() / RISKS);
        return IntStream.range(0, risks.size())
                .filter(i -> i % every == every - 1 || i == risks.size() - 1)
                .mapToObj(risks::get)
                .toList();
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

    /** Empty when not measured. */
    private static Map<String, Object> json(Optional<Estimate> estimate) {
        Map<String, Object> object = new LinkedHashMap<>();
        estimate.ifPresent(
                e -> {
                    object.put("value", rounded(e.value()));
                    object.put("low", rounded(e.low()));
                    object.put("high", rounded(e.high()));
                });
        return object;
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
