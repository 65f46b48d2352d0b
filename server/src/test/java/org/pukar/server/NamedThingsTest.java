package org.pukar.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents name as proof is there: classes, tests, files, headings. */
class NamedThingsTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));
    private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z]+)`");
    private static final Pattern FILE = Pattern.compile("`([.\\w-]+/[\\w./-]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]+))?\\)");

    private static Set<String> classes() throws IOException {
        Set<String> names = new HashSet<>();
        for (String module : List.of("core", "vision", "server", "cluster")) {
            try (Stream<Path> files = Files.walk(HOME.resolve(module).resolve("src"))) {
                files.map(f -> String.valueOf(f.getFileName()))
                        .filter(n -> n.endsWith(".java"))
                        .map(n -> n.replace(".java", ""))
                        .forEach(names::add);
            }
        }
        return names;
    }

    /** What a document names and is not there. */
    private static List<String> missing(Path document, String text) throws IOException {
        List<String> missing = new ArrayList<>();
        Set<String> classes = classes();
        CLASS.matcher(text)
                .results()
                .map(m -> m.group(1))
                .filter(name -> !classes.contains(name))
                .forEach(missing::add);
        FILE.matcher(text)
                .results()
                .map(m -> m.group(1))
                .filter(name -> !Files.exists(HOME.resolve(name)))
                .forEach(missing::add);
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            Path to = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
            if (!Files.exists(to)) {
                missing.add(link.group(1));
            } else if (link.group(2) != null && !headings(to).contains(link.group(2))) {
                missing.add(link.group(1) + "#" + link.group(2));
            }
        }
        return missing;
    }

    /** As pages of a repository name their headings. */
    private static List<String> headings(Path document) throws IOException {
        return Files.readString(document)
                .lines()
                .filter(l -> l.startsWith("#"))
                .map(l -> l.replaceFirst("^#+ ", "").toLowerCase(java.util.Locale.ROOT))
                .map(l -> l.replaceAll("[^\\p{L}0-9 -]", "").replace(' ', '-'))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/asvs.md",
                "docs/threat-model.md",
                "docs/scans.md",
                "docs/manual/accounts.md",
                "docs/manual/breach.md",
                "docs/decisions/016-people.md",
                "docs/decisions/017-cluster.md",
                "docs/cluster.md",
                "SECURITY.md"
            })
    void everythingThatADocumentNamesIsThere(String name) throws IOException {
        Path document = HOME.resolve(name);
        String text = Files.readString(document);
        assertThat(missing(document, text)).isEmpty();
    }

    @Test
    void whatIsNotThereIsFound() throws IOException {
        assertThat(
                        missing(
                                HOME.resolve("docs/asvs.md"),
                                "`NoSuchTest` `.ci/nothing` [a](nothing.md)"
                                    + " [b](../SECURITY.md#nothing) `PeopleTest` [c](scans.md)"))
                .containsExactly(
                        "NoSuchTest", ".ci/nothing", "nothing.md", "../SECURITY.md#nothing");
    }

    @Test
    void theTableOfRequirementsNamesATestOrAReasonInEachLine() throws IOException {
        List<String> lines =
                Files.readString(HOME.resolve("docs/asvs.md"))
                        .lines()
                        .filter(l -> l.matches("\\| \\d.*"))
                        .toList();
        assertThat(lines).hasSizeGreaterThan(200);
        assertThat(lines)
                .allSatisfy(
                        l ->
                                assertThat(l)
                                        .matches(
                                                ".*\\| (met|\\*\\*in part\\*\\*|\\*\\*not"
                                                        + " yet\\*\\*|not applicable) \\|"
                                                        + " \\S.*\\|"));
    }
}
