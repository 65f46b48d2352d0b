package org.pukar.server.safeguard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What docs/safeguards.md promises, and what became of the tests that it names. One file that needs
 * no class path, so that {@code .ci/verify} runs it as it stands: {@code tests false} prints what
 * to run, {@code report} reads what came of it.
 */
public final class Safeguards {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (\\w+) \\| (.+?) \\| (.*?) \\| (.*?) ?\\|$");
    private static final Pattern NAME = Pattern.compile("`(\\w+Test)(?:#(\\w+))?`");

    private Safeguards() {}

    /**
     * A test, or all of a class.
     *
     * @param type the class's simple name
     * @param method empty: all of them
     */
    record Named(String type, Optional<String> method) {
        @Override
        public String toString() {
            return type + method.map(m -> "#" + m).orElse("");
        }
    }

    /**
     * A safeguard.
     *
     * @param rule in words
     * @param tests that show it
     * @param missing in words, what is not shown; may be empty
     */
    record Row(String id, String rule, List<Named> tests, String missing) {}

    /** What became of it. */
    enum State {
        GREEN,
        RED,
        NOT_SHOWN
    }

    record Result(Row row, State state, List<String> red, int ran, double seconds) {}

    record Case(String type, String method, String state, double seconds) {}

    static List<Row> rows(Path home) throws IOException {
        Matcher line = ROW.matcher(Files.readString(home.resolve("docs/safeguards.md")));
        return line.results()
                .filter(r -> !r.group(1).equals("id"))
                .map(r -> new Row(r.group(1), r.group(2), names(r.group(3)), r.group(4)))
                .toList();
    }

    private static List<Named> names(String cell) {
        return NAME.matcher(cell)
                .results()
                .map(r -> new Named(r.group(1), Optional.ofNullable(r.group(2))))
                .toList();
    }

    /** The sources of all tests, by the class's simple name. */
    static Map<String, Path> sources(Path home) throws IOException {
        Map<String, Path> found = new LinkedHashMap<>();
        for (String module : List.of("core", "vision", "server", "cluster")) {
            try (Stream<Path> files = Files.walk(home.resolve(module + "/src/test/java"))) {
                files.filter(f -> f.toString().endsWith("Test.java"))
                        .forEach(
                                f ->
                                        found.put(
                                                String.valueOf(f.getFileName())
                                                        .replace(".java", ""),
                                                f));
            }
        }
        return found;
    }

    /** As Maven's -Dtest takes it; those that are not there yet are left out. */
    static String selection(Path home) throws IOException {
        Map<String, Path> there = sources(home);
        Map<String, TreeSet<String>> chosen = new LinkedHashMap<>();
        for (Row row : rows(home)) {
            for (Named test : row.tests()) {
                if (there.containsKey(test.type())) {
                    chosen.computeIfAbsent(test.type(), t -> new TreeSet<>())
                            .add(test.method().orElse(""));
                }
            }
        }
        return chosen.entrySet().stream()
                .map(
                        e ->
                                e.getValue().contains("")
                                        ? e.getKey()
                                        : e.getKey() + "#" + String.join("+", e.getValue()))
                .collect(Collectors.joining(","));
    }

    static List<Case> cases(Path home) throws Exception {
        List<Case> found = new ArrayList<>();
        for (String module : List.of("core", "vision", "server", "cluster")) {
            Path folder = home.resolve(module + "/target/surefire-reports");
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".xml")).toList()) {
                    read(file, found);
                }
            }
        }
        return found;
    }

    private static void read(Path file, List<Case> into) throws Exception {
        DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
        parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        NodeList cases =
                parsers.newDocumentBuilder().parse(file.toFile()).getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element one = (Element) cases.item(i);
            String type = one.getAttribute("classname").replaceFirst(".*\\.", "");
            boolean red =
                    one.getElementsByTagName("failure").getLength()
                                    + one.getElementsByTagName("error").getLength()
                            > 0;
            boolean skipped = one.getElementsByTagName("skipped").getLength() > 0;
            into.add(
                    new Case(
                            type,
                            one.getAttribute("name").replaceFirst("\\W.*", ""),
                            red ? "red" : skipped ? "skipped" : "green",
                            Double.parseDouble(one.getAttribute("time").replace(",", ""))));
        }
    }

    /** Red where any test is; green where each named test that is there ran and is green. */
    static Result result(Row row, List<Case> cases) {
        List<String> red = new ArrayList<>();
        boolean all = !row.tests().isEmpty();
        int ran = 0;
        double seconds = 0;
        for (Named test : row.tests()) {
            // A container that fails before any of its tests has no method's name.
            List<Case> of =
                    cases.stream()
                            .filter(c -> c.type().equals(test.type()))
                            .filter(
                                    c ->
                                            c.method().isEmpty()
                                                    || test.method()
                                                            .map(c.method()::equals)
                                                            .orElse(true))
                            .toList();
            of.stream().filter(c -> c.state().equals("red")).forEach(c -> red.add(test.toString()));
            long green = of.stream().filter(c -> c.state().equals("green")).count();
            all &= green > 0;
            ran += (int) green;
            seconds += of.stream().mapToDouble(Case::seconds).sum();
        }
        State state = !red.isEmpty() ? State.RED : all ? State.GREEN : State.NOT_SHOWN;
        return new Result(row, state, red.stream().distinct().toList(), ran, seconds);
    }

    /** {@code tests}, with or without the planted changes, or {@code report}; from the root. */
    public static void main(String[] args) throws Exception {
        Path home = Path.of("").toAbsolutePath();
        if (args.length == 2 && args[0].equals("tests")) {
            boolean planted = Boolean.parseBoolean(args[1]);
            System.out.println(selection(home) + (planted ? ",PlantedTest" : ""));
            return;
        }
        List<Case> cases = cases(home);
        List<Result> results = rows(home).stream().map(r -> result(r, cases)).toList();
        Path folder = Files.createDirectories(home.resolve("target/safeguards"));
        Path planted = folder.resolve("planted.tsv");
        List<String[]> changes =
                Files.exists(planted)
                        ? Files.readAllLines(planted).stream().map(l -> l.split("\t", -1)).toList()
                        : List.of();
        Files.writeString(folder.resolve("report.json"), json(results, changes));
        Files.writeString(folder.resolve("report.html"), html(results, changes));
        for (Result r : results) {
            System.out.printf(
                    java.util.Locale.ROOT,
                    "%-4s %-9s %6.1f s  %s%s%n",
                    r.row().id(),
                    words(r.state()),
                    r.seconds(),
                    r.row().rule(),
                    r.red().isEmpty() ? "" : "  <- " + String.join(", ", r.red()));
        }
        for (String[] c : changes) {
            System.out.printf("planted %-2s %-9s %s  <- %s%n", c[0], c[1], c[2], c[3]);
        }
        System.out.println("report: " + folder.resolve("report.html"));
        boolean whole =
                results.stream().allMatch(r -> r.state() == State.GREEN)
                        && changes.stream().allMatch(c -> c[1].equals("red"))
                        && cases.stream()
                                .filter(c -> c.type().equals("PlantedTest"))
                                .noneMatch(c -> c.state().equals("red"));
        System.exit(whole ? 0 : 1);
    }

    private static String words(State state) {
        return state.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static String json(List<Result> results, List<String[]> changes) {
        String rows =
                results.stream()
                        .map(
                                r ->
                                        "{\"id\":%s,\"rule\":%s,\"state\":%s,\"tests\":%s,\"red\":%s,\"ran\":%d,\"seconds\":%.1f,\"notShown\":%s}"
                                                .formatted(
                                                        text(r.row().id()),
                                                        text(r.row().rule()),
                                                        text(words(r.state())),
                                                        texts(
                                                                r.row().tests().stream()
                                                                        .map(Named::toString)
                                                                        .toList()),
                                                        texts(r.red()),
                                                        r.ran(),
                                                        r.seconds(),
                                                        text(r.row().missing())))
                        .collect(Collectors.joining(",\n  "));
        String planted =
                changes.stream().map(c -> texts(List.of(c))).collect(Collectors.joining(",\n  "));
        return "{\"safeguards\":[\n  " + rows + "],\n \"planted\":[\n  " + planted + "]}\n";
    }

    private static String texts(List<String> texts) {
        return texts.stream().map(Safeguards::text).collect(Collectors.joining(",", "[", "]"));
    }

    private static String text(String plain) {
        return '"' + plain.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String html(List<Result> results, List<String[]> changes) {
        StringBuilder page =
                new StringBuilder(
                        """
                        <!doctype html><html lang="en"><meta charset="utf-8"><title>Pukar: safeguards</title>
                        <style>body{font:16px/1.45 sans-serif;max-width:75em;margin:2em auto;padding:0 1em}
                        td,th{text-align:left;vertical-align:top;padding:.4em .7em;border-bottom:1px solid #ccc}
                        .green{color:#05621f}.red{color:#a40000;font-weight:bold}.not{color:#7a4a00}
                        small{color:#444}</style><h1>Safeguards</h1>
                        <p>Every rule, the tests that show it, and what became of them when this page was written.</p>
                        <table><tr><th>id<th>must hold<th>state<th>tests<th>s<th>not shown</tr>
                        """);
        for (Result r : results) {
            page.append(
                    "<tr><td>%s<td>%s<td class=\"%s\">%s<td><small>%s</small><td>%.1f<td>%s</tr>%n"
                            .formatted(
                                    r.row().id(),
                                    escaped(r.row().rule()),
                                    words(r.state()),
                                    words(r.state()),
                                    r.row().tests().stream()
                                            .map(
                                                    t ->
                                                            r.red().contains(t.toString())
                                                                    ? "<b class=red>" + t + "</b>"
                                                                    : t.toString())
                                            .collect(Collectors.joining(", ")),
                                    r.seconds(),
                                    escaped(r.row().missing())));
        }
        page.append("</table>\n");
        if (!changes.isEmpty()) {
            page.append(
                    "<h2>Planted changes</h2><p>Each breaks one safeguard in a copy of the source;"
                        + " a test must turn red.</p><table><tr><th>no.<th>state<th>change<th>by"
                        + " which test<th>s</tr>\n");
            for (String[] c : changes) {
                page.append(
                        "<tr><td>%s<td class=\"%s\">%s<td>%s<td><small>%s</small><td>%s</tr>%n"
                                .formatted(
                                        c[0],
                                        c[1].equals("red") ? "green" : "red",
                                        escaped(c[1]),
                                        escaped(c[2]),
                                        escaped(c[3]),
                                        c[4]));
            }
            page.append("</table>\n");
        }
        return page.append("</html>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
