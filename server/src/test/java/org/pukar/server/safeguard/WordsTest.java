package org.pukar.server.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * G17 in everything that the program can say: every text of every class, template, script, message
 * file, description and sample. MessagesTest knows the words of Hindi and Urdu, too.
 */
class WordsTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));

    private static final Pattern FORBIDDEN =
            Pattern.compile(
                    "(?i)\\b(victims?|afraid|scared|frightened|terrified|she|her|hers|herself|suspects?|suspected|suspicious|perpetrators?|offenders?|culprits?)\\b");

    /** A text of Java, on one line or between three quotes. */
    private static final Pattern TEXT =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);

    private static List<Path> files(String folder, String endings) throws IOException {
        try (Stream<Path> all = Files.walk(HOME.resolve(folder))) {
            return all.filter(f -> f.toString().matches(".*\\.(" + endings + ")")).toList();
        }
    }

    @Test
    void noTextOfTheProgramHasOne() throws IOException {
        List<String> found = new ArrayList<>();
        int texts = 0;
        for (String module : List.of("core", "vision", "server", "cluster")) {
            for (Path file : files(module + "/src/main/java", "java")) {
                for (MatchResult text : TEXT.matcher(Files.readString(file)).results().toList()) {
                    texts++;
                    String said = text.group();
                    if (FORBIDDEN.matcher(said).find()) {
                        found.add(file.getFileName() + ": " + said);
                    }
                }
            }
        }
        assertThat(texts).isGreaterThan(3_000);
        assertThat(found).isEmpty();
    }

    @Test
    void noPageScriptMessageDescriptionOrSampleHasOne() throws IOException {
        List<Path> all =
                new ArrayList<>(
                        files("server/src/main/resources", "html|js|properties|yaml|css|txt"));
        all.addAll(files("sample", "yaml|md|txt"));
        assertThat(all).hasSizeGreaterThan(50);
        for (Path file : all) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(FORBIDDEN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"The victim ran\"",
                "\"She is there\"",
                "\"a suspected person\"",
                "\"\"\"\n looks\n scared\n\"\"\"",
                "\"an \\\"afraid\\\" face\""
            })
    void theyAreFound(String source) {
        assertThat(TEXT.matcher(source).results().map(MatchResult::group))
                .anyMatch(t -> FORBIDDEN.matcher(t).find());
    }
}
