package org.pukar.server.evaluate;

import java.util.Locale;
import java.util.stream.Collectors;

/** A report as one page that needs nothing else: no script, no link, its style and plots inside. */
public final class Page {
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

    private Page() {}

    /**
     * The whole page.
     *
     * @param body HTML
     */
    public static String of(String title, String body) {
        return "<!DOCTYPE html>\n"
                + "<html lang=\"en\"><head><meta charset=\"utf-8\"/><meta name=\"viewport\""
                + " content=\"width=device-width, initial-scale=1\"/><title>"
                + escaped(title)
                + "</title><style>"
                + STYLE
                + "</style></head><body><main>"
                + body
                + "</main></body></html>\n";
    }

    /** A share as a large number with its interval and its count. */
    public static void figure(StringBuilder page, String words, Share share) {
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

    /** A large number and what it counts. */
    public static void plain(StringBuilder page, String number, String words) {
        page.append(
                "<div class=\"figure\"><b>%s</b><span>%s</span></div>"
                        .formatted(escaped(number), escaped(words)));
    }

    /**
     * Words in a plot, as SVG.
     *
     * @param anchor start, middle or end: which of theirs lies at x
     */
    public static String text(String anchor, double x, double y, String words) {
        return String.format(
                Locale.ROOT,
                "<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                anchor,
                x,
                y,
                escaped(words));
    }

    /** Text as HTML. */
    public static String escaped(String text) {
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
