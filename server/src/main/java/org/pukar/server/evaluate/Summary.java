package org.pukar.server.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pukar.server.evaluate.Tally.Measure;

/** The results in a few lines for a terminal. */
public final class Summary {
    private Summary() {}

    public static List<String> lines(Results results) {
        ClipResult total = results.total();
        Tally all = total.all();
        List<String> lines = new ArrayList<>();
        lines.add(
                "%d clips, %.0f s of rendered people; in brackets the 95 %% interval"
                        .formatted(results.clips().size(), total.seconds()));
        lines.add("heads found          " + words(all.share(Measure.FOUND)));
        lines.add("  of them read       " + words(all.share(Measure.READ)));
        lines.add("  not read           " + abstained(all));
        lines.add("distress read as it  " + words(all.share(Measure.DISTRESS_READ)));
        lines.add("  calm read as it    " + words(all.share(Measure.DISTRESS_FALSE)));
        lines.add("distress signalled   " + words(all.share(Measure.SIGNALLED)));
        if (all.spansTooShort() > 0) {
            lines.add(
                    "  under %.0f s, not asked %d"
                            .formatted(ClipReading.SHORTEST, all.spansTooShort()));
        }
        lines.add("  seconds until      " + delays(all.delays()));
        lines.add("  false signals      " + all.falseSignals());
        lines.add("Signal for Help told " + words(all.share(Measure.SIGNED)));
        lines.add("  told, not made     " + all.falseSigns());
        lines.add("head pixels masked   " + masked(all));
        lines.add("  heads masked       " + words(all.share(Measure.COVERED)));
        lines.add("  found, not masked  " + total.notMaskedFaces());
        results.others()
                .forEach(
                        (name, theirs) -> {
                            Tally found = theirs.total().all();
                            lines.add("");
                            lines.add("beside it, on the same frames: " + name);
                            lines.add("heads found          " + words(found.share(Measure.FOUND)));
                            lines.add(
                                    "distress read as it  "
                                            + words(found.share(Measure.DISTRESS_READ)));
                            lines.add(
                                    "  calm read as it    "
                                            + words(found.share(Measure.DISTRESS_FALSE)));
                            lines.add("found where none is  " + theirs.total().strays());
                        });
        for (Dimension dimension : Dimension.values()) {
            if (dimension != Dimension.WIDTH_STEP) {
                lines.add("");
                lines.add("by " + dimension.words());
                total.groups(dimension)
                        .forEach(
                                (group, tally) ->
                                        lines.add(
                                                String.format(
                                                        Locale.ROOT,
                                                        "  %-14s found %-34s read %s",
                                                        group,
                                                        words(tally.share(Measure.FOUND)),
                                                        words(tally.share(Measure.READ)))));
                Gap.of(results, dimension, Measure.FOUND)
                        .ifPresent(gap -> lines.add("  gap in found   " + words(dimension, gap)));
            }
        }
        return lines;
    }

    static String words(Share share) {
        return share.known()
                ? String.format(
                        Locale.ROOT,
                        "%s of %d [%s, %s]",
                        percent(share.value()),
                        share.of(),
                        percent(share.low()),
                        percent(share.high()))
                : "not measured";
    }

    static String words(Dimension of, Gap gap) {
        String apart =
                gap.value() == 0
                        ? "none is above another"
                        : "%s is %s above %s"
                                .formatted(
                                        of.words(gap.most()),
                                        points(gap.value()),
                                        of.words(gap.least()));
        return apart
                + gap.interval()
                        .map(i -> " [" + points(i.low()) + ", " + points(i.high()) + "]")
                        .orElse(", interval not measured: too few clips");
    }

    static String delays(List<Double> delays) {
        if (delays.isEmpty()) {
            return "not measured";
        }
        List<Double> sorted = delays.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "median %.1f, longest %.1f, n = %d",
                sorted.get((sorted.size() - 1) / 2),
                sorted.get(sorted.size() - 1),
                sorted.size());
    }

    static String abstained(Tally tally) {
        Map<String, Integer> reasons = new TreeMap<>();
        tally.abstained().forEach((why, n) -> reasons.put(why.name(), n));
        return reasons.isEmpty()
                ? "none"
                : reasons.entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining(", "));
    }

    static String masked(Tally tally) {
        return tally.maskedPixels().isPresent()
                ? percent(tally.maskedPixels().getAsDouble())
                : "not measured";
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%.1f points", 100 * share);
    }
}
