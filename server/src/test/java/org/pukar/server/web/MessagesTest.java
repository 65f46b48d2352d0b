package org.pukar.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.camera.PictureFault;
import org.pukar.cue.Abstention;
import org.pukar.evidence.Rank;
import org.pukar.incident.Outcome;
import org.pukar.incident.State;
import org.pukar.server.audit.AuditLog;

/**
 * The message files of all areas: complete in three languages, all used, and with no word of G17.
 */
class MessagesTest {
    private static final Path MAIN =
            Path.of(System.getProperty("pukar.home", "..")).resolve("server/src/main");

    /** Keys that are put together when a page is made, or that {@link Sentences} looks up. */
    private static final Pattern MADE_UP =
            Pattern.compile(
                    "said\\..*|request\\.(state|said)\\..*|points\\.trouble\\..*|cameras\\.gear\\..*|[A-Z]\\w+\\.[A-Z_]+|known\\..*");

    static final Pattern FORBIDDEN_ENGLISH =
            Pattern.compile(
                    "\\b(victim\\w*|afraid|scared|she|her|hers|suspect\\w*)\\b",
                    Pattern.CASE_INSENSITIVE);

    /** Victim, someone who is scared, suspect. Hindi and Urdu have one word for he and she. */
    static final Pattern FORBIDDEN_HINDI =
            Pattern.compile(
                    "पीड़ित|पीड़ित|डरा |डरी |डरे |डरा हुआ|डरी हुई|भयभीत|घबराई|संदिग्ध|शिकार");

    static final Pattern FORBIDDEN_URDU =
            Pattern.compile(
                    "متاثرہ|متاثرین|مظلوم|خوفزدہ|خوف زدہ|ڈرا ہوا|ڈری ہوئی|گھبرائی|مشتبہ|مشکوک");

    static Stream<String> names() throws IOException {
        return Languages.names();
    }

    static Map<String, String> messages(String name, String language) {
        String file =
                "/i18n/" + name + (language.equals("en") ? "" : "_" + language) + ".properties";
        Properties read = new Properties();
        try (InputStreamReader in =
                new InputStreamReader(
                        Objects.requireNonNull(
                                MessagesTest.class.getResourceAsStream(file),
                                "a message file needs one for each language, missing: " + file),
                        StandardCharsets.UTF_8)) {
            read.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> all = new LinkedHashMap<>();
        read.forEach((key, text) -> all.put(key.toString(), text.toString()));
        return all;
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyTextIsThereInEveryLanguageWithTheSameParameters(String name) {
        Map<String, String> english = messages(name, "en");
        for (Locale language : Languages.ALL) {
            Map<String, String> other = messages(name, language.getLanguage());
            assertThat(other.keySet())
                    .as("keys of %s in %s", name, language)
                    .containsExactlyInAnyOrderElementsOf(english.keySet());
            other.forEach(
                    (key, text) -> {
                        assertThat(text).as("%s in %s", key, language).isNotBlank();
                        assertThat(parameters(text))
                                .as("parameters of %s in %s", key, language)
                                .isEqualTo(parameters(english.getOrDefault(key, "")));
                    });
        }
    }

    private static Set<String> parameters(String text) {
        return Pattern.compile("\\{[^}]*}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("names")
    void hindiAndUrduAreWrittenInTheirScripts(String name) {
        messages(name, "hi").forEach((key, text) -> assertScript(key, text, "\\p{IsDevanagari}"));
        messages(name, "ur").forEach((key, text) -> assertScript(key, text, "\\p{IsArabic}"));
    }

    private static void assertScript(String key, String text, String script) {
        boolean hasWords = Pattern.compile("\\p{L}").matcher(text).find();
        if (hasWords && !key.equals("lang") && !key.equals("dir")) {
            assertThat(text).as(key).containsPattern(script);
        }
    }

    /** An apostrophe is a sign of its own to MessageFormat; markup has no place in a text. */
    @ParameterizedTest
    @MethodSource("names")
    void noTextHasSignsThatMeanSomethingElse(String name) {
        for (Locale language : Languages.ALL) {
            messages(name, language.getLanguage())
                    .forEach(
                            (key, text) -> {
                                assertThat(text).as(key).doesNotContain("<", ">", "&");
                                if (!key.startsWith("said.") || !language.equals(Locale.ENGLISH)) {
                                    assertThat(text).as("write ’ in " + key).doesNotContain("'");
                                }
                            });
        }
    }

    /** What the log's page shows by name: one that has no text stops the whole page. */
    @Test
    void everyActHasAText() throws IOException {
        List<String> keys = names().flatMap(n -> messages(n, "en").keySet().stream()).toList();
        assertThat(Stream.of(AuditLog.Act.values()).map(act -> "Act." + act.name()))
                .isSubsetOf(keys);
    }

    @Test
    void noKeyIsInTwoFiles() throws IOException {
        List<String> keys =
                names().flatMap(n -> messages(n, "en").keySet().stream()).sorted().toList();
        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void everyTextIsUsedAndEveryUsedKeyIsThere() throws IOException {
        Set<String> keys =
                names().flatMap(n -> messages(n, "en").keySet().stream())
                        .collect(Collectors.toCollection(TreeSet::new));
        String sources = read(MAIN, ".html") + read(MAIN, ".java");
        assertThat(keys)
                .allSatisfy(
                        key ->
                                assertThat(
                                                MADE_UP.matcher(key).matches()
                                                        || sources.contains("#{" + key + "}")
                                                        || sources.contains("#{" + key + "(")
                                                        || sources.contains('"' + key + '"'))
                                        .as("nothing uses the text " + key)
                                        .isTrue());
        List<String> used =
                Pattern.compile("#\\{([\\w.]+)[}(]")
                        .matcher(read(MAIN.resolve("resources/templates"), ".html"))
                        .results()
                        .map(m -> m.group(1))
                        .toList();
        assertThat(keys).containsAll(used);
    }

    @Test
    void everyEnglishSentenceThatIsTranslatedIsOneThatTheServerMakes() throws IOException {
        Path home = MAIN.resolve("../../..").normalize();
        String sources = "";
        for (String module : List.of("core", "vision", "server", "cluster")) {
            sources += read(home.resolve(module + "/src/main/java"), ".java");
        }
        String joined = sources.replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
        for (String name : names().toList()) {
            messages(name, "en")
                    .forEach(
                            (key, text) -> {
                                if (key.startsWith("said.") && !key.equals("said.reason.words")) {
                                    assertThat(pieces(text))
                                            .as("%s=%s", key, text)
                                            .allMatch(joined::contains);
                                }
                            });
        }
    }

    /** Without the parameters, which are %s or plus signs in the sources, and the first word. */
    private static List<String> pieces(String text) {
        return Stream.of(text.split("\\{\\d}"))
                .map(p -> p.replaceAll("^[%) ]+|[%( ]+$", ""))
                .map(
                        p ->
                                p.replaceFirst(
                                        "^(DOWN|FROZEN|BLIND|request|sign|expression|faces|hands) ",
                                        ""))
                .filter(p -> p.length() > 2)
                .toList();
    }

    static String read(Path folder, String ending) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(ending)).toList()) {
                texts.add(Files.readString(file));
            }
        }
        return String.join("\n", texts);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void everyStateHasAWord(State state) {
        assertThat(messages("console", "en")).containsKey("State." + state);
    }

    @ParameterizedTest
    @EnumSource(Rank.class)
    void everyRankHasWords(Rank rank) {
        assertThat(messages("console", "en")).containsKeys("Rank." + rank, "known." + rank);
    }

    @Test
    void everyOtherEnumOnAPageHasWords() {
        Set<String> keys = messages("console", "en").keySet();
        for (Enum<?>[] values :
                List.<Enum<?>[]>of(
                        Outcome.Found.values(),
                        Outcome.Answer.values(),
                        PictureFault.values(),
                        Abstention.values())) {
            for (Enum<?> value : values) {
                assertThat(keys).contains(value.getDeclaringClass().getSimpleName() + "." + value);
            }
        }
    }

    @Test
    void noTextSaysWhatSomeoneIsOrFeels() throws IOException {
        for (String name : names().toList()) {
            messages(name, "en")
                    .forEach(
                            (k, t) -> assertThat(t).as(k).doesNotContainPattern(FORBIDDEN_ENGLISH));
            messages(name, "hi")
                    .forEach((k, t) -> assertThat(t).as(k).doesNotContainPattern(FORBIDDEN_HINDI));
            messages(name, "ur")
                    .forEach((k, t) -> assertThat(t).as(k).doesNotContainPattern(FORBIDDEN_URDU));
        }
        assertThat(read(MAIN.resolve("resources/templates"), ".html"))
                .doesNotContainPattern(FORBIDDEN_ENGLISH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"The victim ran", "SHE is there", "a suspected person", "looks scared"})
    void theForbiddenWordsAreFound(String text) {
        assertThat(text).containsPattern(FORBIDDEN_ENGLISH);
    }
}
