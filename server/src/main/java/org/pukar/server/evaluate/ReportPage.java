package org.pukar.server.evaluate;

import static org.pukar.server.evaluate.Page.escaped;
import static org.pukar.server.evaluate.Page.figure;
import static org.pukar.server.evaluate.Page.plain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pukar.server.evaluate.Tally.Measure;

/** The results as one page that needs nothing else: no script, no link, plots inside. */
public final class ReportPage {
    private static final List<Measure> THE_REST =
            List.of(Measure.DISTRESS_FALSE, Measure.READ, Measure.COVERED);
    private static final List<Dimension> EQUALITY =
            List.of(Dimension.SKIN, Dimension.SEX, Dimension.WEARS, Dimension.LIGHT);

    private ReportPage() {}

    public static String of(Results results) {
        ClipResult total = results.total();
        StringBuilder page = new StringBuilder();
        head(page, results);
        figures(page, total);
        Map<String, Tally> byWidth = total.groups(Dimension.WIDTH_STEP);
        page.append("<h2>How large must a head be to be found?</h2><div class=\"plot\">")
                .append(
                        byWidth.size() < 2
                                ? "Not measured: the heads of these clips are all about as large."
                                : Plots.points(
                                        "Heads found against head width", byWidth, Measure.FOUND))
                .append(
                        "</div><p class=\"soft\">A dot is the share of heads found, the line its 95"
                            + " % interval. A head in view counts from 16 pixels on, when at least"
                            + " half of it can be seen. Expressions are read from 36 pixels"
                            + " on.</p>");
        page.append("<h2>How long until the signal?</h2><div class=\"plot\">")
                .append(
                        total.all().delays().isEmpty()
                                ? "Not measured: no signal answered a span of distress."
                                : Plots.delays("Seconds until the signal", total.all().delays()))
                .append(
                        ("</div><p class=\"soft\">From the moment that distress is first shown. It"
                             + " takes four looks, a second each: distress shown for less than %.0f"
                             + " s cannot make a signal, and %d such spans are not counted. A"
                             + " situation is signalled once; a second one within half a minute"
                             + " makes no new signal and counts as missed.</p>")
                                .formatted(ClipReading.SHORTEST, total.all().spansTooShort()));
        groups(page, results);
        page.append(Comparison.of(results));
        clips(page, results);
        return Page.of("What Pukar sees, measured", page.toString());
    }

    private static void head(StringBuilder page, Results results) {
        page.append("<h1>What Pukar sees, measured</h1><p class=\"soft\">")
                .append(
                        "%d rendered clips, %.0f seconds, read five times a second as a camera is.</p>"
                                .formatted(results.clips().size(), results.total().seconds()));
        page.append(
                "<p>Each clip was drawn by a program, so it is known exactly where every head is,"
                        + " what its face shows and when. This page compares that with what Pukar"
                        + " found, read, signalled and covered.</p>");
        page.append(
                "<p class=\"note\"><strong>What this does not show.</strong> The people are"
                    + " rendered, not real: real faces, streets and cameras differ, and figures"
                    + " from a street may be better or worse. An expression is what a face shows,"
                    + " never what someone feels. The intervals count every look by itself; looks"
                    + " at one person are alike, so the true uncertainty is larger. Groups that"
                    + " share few clips may differ by their clips alone.</p>");
    }

    private static void figures(StringBuilder page, ClipResult total) {
        Tally all = total.all();
        page.append("<div class=\"figures\">");
        figure(page, "of heads in view found", all.share(Measure.FOUND));
        figure(
                page,
                "of found faces read; from the others Pukar abstained",
                all.share(Measure.READ));
        figure(
                page,
                "of readings say distress while it is shown",
                all.share(Measure.DISTRESS_READ));
        figure(
                page,
                "of readings say distress while none is shown",
                all.share(Measure.DISTRESS_FALSE));
        figure(page, "of spans of distress signalled", all.share(Measure.SIGNALLED));
        plain(page, String.valueOf(all.falseSignals()), "false signals");
        figure(page, "of people who made the Signal for Help signalled", all.share(Measure.SIGNED));
        plain(page, String.valueOf(all.falseSigns()), "Signals for Help told that nobody made");
        plain(
                page,
                Summary.masked(all),
                "of head pixels covered in the very frame; before a picture is kept, masks also"
                        + " reach back in time");
        plain(page, String.valueOf(total.notMaskedFaces()), "faces found but not masked");
        page.append("</div><p class=\"soft\">Found but not read: ")
                .append(escaped(Summary.abstained(all)))
                .append(". Found where no head is: ")
                .append(total.strays())
                .append(".</p>");
    }

    private static void groups(StringBuilder page, Results results) {
        page.append("<h2>Does it see everyone alike?</h2>").append(widest(results));
        for (Dimension dimension : Dimension.values()) {
            Map<String, Tally> groups = results.total().groups(dimension);
            if (dimension == Dimension.WIDTH_STEP || groups.size() < 2) {
                continue;
            }
            page.append("<h3>By ").append(dimension.words()).append("</h3><div class=\"pair\">");
            plot(page, results, dimension, Measure.FOUND);
            plot(page, results, dimension, Measure.DISTRESS_READ);
            page.append("</div>")
                    .append(
                            ShareTable.byGroup(
                                    "The rest of it",
                                    dimension,
                                    THE_REST.stream()
                                            .map(m -> new ShareTable.Column(m.words(), results, m))
                                            .toList()));
        }
    }

    /** The gaps that the clips can't have made by chance, the widest first. */
    private static String widest(Results results) {
        StringBuilder list = new StringBuilder();
        for (Measure measure : List.of(Measure.FOUND, Measure.DISTRESS_READ)) {
            for (Dimension dimension : EQUALITY) {
                Gap.of(results, dimension, measure)
                        .filter(g -> g.interval().map(i -> i.low() > 0).orElse(false))
                        .ifPresent(
                                g ->
                                        list.append("<li>")
                                                .append(measure.words())
                                                .append(", by ")
                                                .append(dimension.words())
                                                .append(": ")
                                                .append(escaped(Summary.words(dimension, g)))
                                                .append("</li>"));
            }
        }
        boolean measured =
                EQUALITY.stream().anyMatch(d -> Gap.of(results, d, Measure.FOUND).isPresent());
        return !measured
                ? "<p>Not measured: nothing here has two groups of 20 heads.</p>"
                : list.isEmpty()
                        ? "<p>No gap by skin, sex, what is worn or light is wider than chance could"
                                + " make it with these clips. With few clips that says little.</p>"
                        : "<p><strong>No.</strong> Between these groups the gap is wider than"
                                + " chance makes it (its 95 % interval leaves out 0; the two groups"
                                + " furthest apart are named, so it looks a little wider than it"
                                + " is):</p><ul>"
                                + list
                                + "</ul>";
    }

    private static void plot(
            StringBuilder page, Results results, Dimension dimension, Measure measure) {
        Optional<Gap> gap = Gap.of(results, dimension, measure);
        page.append("<div class=\"plot\"><strong>")
                .append(measure.words())
                .append("</strong>")
                .append(Plots.bars(measure.words(), results.total().groups(dimension), measure))
                .append("<span class=\"soft\">")
                .append(
                        gap.map(g -> "Gap: " + escaped(Summary.words(dimension, g)) + ".")
                                .orElse("Gap: not measured; it takes two groups of 20."))
                .append("</span></div>");
    }

    private static void clips(StringBuilder page, Results results) {
        page.append(
                "<h2>Clip by clip</h2><div"
                    + " class=\"wide\"><table><tr><th>clip</th><th>seconds</th><th>heads</th><th>found</th><th>read</th><th>distress"
                    + " read</th><th>calm read as distress</th><th>signalled</th><th>false"
                    + " signals</th><th>pixels masked</th></tr>");
        for (ClipResult clip : results.clips()) {
            Tally all = clip.all();
            Share spans = all.share(Measure.SIGNALLED);
            page.append(
                    "<tr><td>%s</td><td>%.0f</td><td>%d</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%d</td><td>%s</td></tr>"
                            .formatted(
                                    escaped(clip.name()),
                                    clip.seconds(),
                                    all.share(Measure.FOUND).of(),
                                    cell(all.share(Measure.FOUND)),
                                    cell(all.share(Measure.READ)),
                                    cell(all.share(Measure.DISTRESS_READ)),
                                    cell(all.share(Measure.DISTRESS_FALSE)),
                                    spans.known() ? spans.hits() + " of " + spans.of() : "–",
                                    all.falseSignals(),
                                    all.maskedPixels().isPresent()
                                            ? Summary.percent(all.maskedPixels().getAsDouble())
                                            : "–"));
        }
        page.append("</table></div>");
    }

    private static String cell(Share share) {
        return share.known() ? Summary.percent(share.value()) : "–";
    }
}
