package org.pukar.server.evaluate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pukar.server.evaluate.Tally.Measure;

/** The results as one page that needs nothing else: no script, no link, plots inside. */
public final class ReportPage {
    private static final String STYLE =
            """
            :root{color-scheme:light dark;--ink:#1d2733;--soft:#566373;--paper:#fbfaf7;--card:#fff;--rule:#d9dde2;--fill:#2f7f8f;--mark:#12303a;--note:#fff3dc}
            @media(prefers-color-scheme:dark){:root{--ink:#e7ecf1;--soft:#a3b0bd;--paper:#12171d;--card:#1a2129;--rule:#344050;--fill:#3f97a8;--mark:#e3f5f8;--note:#33290f}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
            main{max-width:980px;margin:0 auto;padding:28px 16px 60px}
            h1{font-size:1.9rem;line-height:1.2;margin:0 0 6px}h2{margin:40px 0 8px;font-size:1.3rem}h3{margin:18px 0 4px;font-size:1rem}
            p{max-width:70ch}.soft{color:var(--soft)}
            .note{background:var(--note);padding:12px 16px;border-radius:8px;max-width:none}
            .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(210px,1fr));gap:12px;margin:20px 0}
            .figure,.plot{background:var(--card);border:1px solid var(--rule);border-radius:8px;padding:14px 16px}
            .figure b{display:block;font-size:1.8rem;line-height:1.2}.figure span{color:var(--soft);font-size:.88rem}
            .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:12px}
            svg{display:block;width:100%;height:auto}svg text{fill:var(--soft);font-size:15px}
            .grid{stroke:var(--rule)}.fill{fill:var(--fill)}.bar{stroke:var(--fill);stroke-width:3}.dot{fill:var(--mark)}.whisker{stroke:var(--mark);stroke-width:2}
            .wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}
            th,td{text-align:right;padding:6px 10px;border-bottom:1px solid var(--rule);white-space:nowrap}th{white-space:normal;min-width:9ch;vertical-align:bottom}th:first-child,td:first-child{text-align:left}
            caption{text-align:left;padding:10px 0 2px;color:var(--soft)}.shade{background:color-mix(in srgb,var(--fill) calc(var(--share)*45%),transparent)}
            ul{max-width:76ch}svg.bars text{font-size:13px}
            @media(max-width:480px){svg text{font-size:24px}svg.bars text{font-size:15px}.plot{padding:10px}}
            """;

    private static final List<Measure> THE_REST =
            List.of(Measure.DISTRESS_FALSE, Measure.READ, Measure.COVERED);
    private static final List<Dimension> EQUALITY =
            List.of(Dimension.SKIN, Dimension.SEX, Dimension.WEARS, Dimension.LIGHT);

    private ReportPage() {}

    public static String of(Results results) {
        ClipResult total = results.total();
        StringBuilder page =
                new StringBuilder(
                        "<!DOCTYPE html>\n"
                            + "<html lang=\"en\"><head><meta charset=\"utf-8\"/><meta"
                            + " name=\"viewport\" content=\"width=device-width,"
                            + " initial-scale=1\"/><title>What Pukar sees, measured</title><style>"
                                + STYLE
                                + "</style></head><body><main>");
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
        return page.append("</main></body></html>\n").toString();
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

    private static void figure(StringBuilder page, String words, Share share) {
        plain(
                page,
                share.known() ? Summary.percent(share.value()) : "not measured",
                share.known()
                        ? "%s; %s to %s, n = %d"
                                .formatted(
                                        words,
                                        Summary.percent(share.low()),
                                        Summary.percent(share.high()),
                                        share.of())
                        : words);
    }

    private static void plain(StringBuilder page, String number, String words) {
        page.append(
                "<div class=\"figure\"><b>%s</b><span>%s</span></div>"
                        .formatted(escaped(number), escaped(words)));
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
                ? "<p>Not measured: nothing here has two groups of 20 heads that differ.</p>"
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
                                .orElse(
                                        "Gap: not measured; it takes two groups of 20 that"
                                                + " differ."))
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

    static String escaped(String text) {
        return text.chars()
                .mapToObj(
                        c ->
                                switch (c) {
                                    case '<' -> "&lt;";
                                    case '>' -> "&gt;";
                                    case '&' -> "&amp;";
                                    case '"' -> "&quot;";
                                    default -> String.valueOf((char) c);
                                })
                .collect(Collectors.joining());
    }
}
