package org.pukar.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No text stands in a template or in a script: all are in message files. */
class TemplatesTest {
    private static final Path RESOURCES =
            Path.of(System.getProperty("pukar.home", "..")).resolve("server/src/main/resources");

    /** A tag with its attributes, in which there may be > between quotation marks. */
    private static final Pattern TAG = Pattern.compile("<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>");

    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");

    /** What is the same in every language: a name, a key, a command. */
    private static final Pattern NOT_TRANSLATED =
            Pattern.compile("(?s)<(\\w+)[^>]*translate=\"no\"[^>]*>.*?</\\1>");

    private static final Pattern SHOWN =
            Pattern.compile(
                    "\\s(title|placeholder|aria-label|alt|data-label|label)=\"([^\"]*\\p{L}[^\"]*)\"");

    private static final Pattern EXPRESSION =
            Pattern.compile(
                    "th:(?:u?text|title|placeholder|aria-label|alt|data-label|value)=\"([^\"]*)\"");

    private static final Pattern LITERAL = Pattern.compile("'([^']*)'");

    static List<Path> templates() throws IOException {
        return files("templates");
    }

    static List<Path> scripts() throws IOException {
        return files("static/js");
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> all = Files.list(RESOURCES.resolve(folder))) {
            return all.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void noTemplateHasAText(Path template) throws IOException {
        assertThat(texts(Files.readString(template))).as(template.toString()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyPageSaysItsLanguageAndDirection(Path template) throws IOException {
        assertThat(Files.readString(template)).contains("th:lang=\"#{lang}\" th:dir=\"#{dir}\"");
    }

    /** Two words in a row between quotation marks are a sentence; selectors have signs. */
    @ParameterizedTest
    @MethodSource("scripts")
    void noScriptHasAText(Path script) throws IOException {
        String code =
                Files.readString(script)
                        .replaceAll("(?m)^\\s*//.*$|(?<=[;{])\\s*//.*$", "")
                        .replace("\"use strict\"", "");
        List<String> sentences =
                Pattern.compile("[\"`]([^\"`\\n]*\\p{L}{2,} \\p{L}{2,}[^\"`\\n]*)[\"`]")
                        .matcher(code)
                        .results()
                        .map(m -> m.group(1))
                        .filter(
                                t ->
                                        !t.matches(
                                                ".*[\\[#=+(;].*|on-map .*|dark light|not all|line"
                                                        + " .*"))
                        .toList();
        assertThat(sentences).as(script.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>Hello</p> | Hello",
                "<p th:text=\"#{a.b}\">Hello</p> | Hello",
                "<img alt=\"A street\"> | A street",
                "<b th:text=\"'since ' + ${x}\"></b> | since",
                "<b th:text=\"${a > b}\"></b>नमस्ते | नमस्ते"
            })
    void aTextIsFound(String template, String text) {
        assertThat(texts(template)).hasSize(1).first().asString().contains(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p th:text=\"#{a.b}\"></p>",
                "<span translate=\"no\">Pukar</span> · ",
                "<b th:text=\"${s == 'WAITING'} ? #{a} : #{b}\"></b>",
                "<!--/* how to use it */-->"
            })
    void noTextIsFoundWhereThereIsNone(String template) {
        assertThat(texts(template)).isEmpty();
    }

    private static List<String> texts(String template) {
        String page = COMMENT.matcher(template).replaceAll("");
        String left = NOT_TRANSLATED.matcher(page).replaceAll("<i>");
        Stream<String> between =
                Stream.of(TAG.split(left))
                        .map(String::strip)
                        .filter(t -> t.matches("(?s).*\\p{L}.*"));
        Stream<String> attributes =
                TAG.matcher(page)
                        .results()
                        .map(MatchResult::group)
                        .flatMap(tag -> SHOWN.matcher(tag).results())
                        .map(m -> m.group(2));
        Stream<String> literals =
                EXPRESSION
                        .matcher(page)
                        .results()
                        .map(m -> m.group(1))
                        .filter(e -> !e.contains("./pukar"))
                        .map(LITERAL::matcher)
                        .flatMap(Matcher::results)
                        .map(m -> m.group(1))
                        .filter(t -> t.matches(".*\\p{Ll}{2}.*") && !t.equals(" · Pukar"))
                        .filter(t -> !t.matches("(\\w+\\.)+")); // the beginning of a key
        return Stream.of(between, attributes, literals).flatMap(s -> s).toList();
    }
}
