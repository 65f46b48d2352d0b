package org.pukar.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Pukar is built from is the same tomorrow: every version is one, and said. */
class PinnedTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));
    private static final Pattern VERSION =
            Pattern.compile("<([\\w.-]*\\.)?version>\\s*([^<]*?)\\s*</");
    private static final Pattern PLUGIN = Pattern.compile("(?s)<plugin>.*?</plugin>");

    private static List<String> loose(String pom) {
        return VERSION.matcher(pom)
                .results()
                .map(m -> m.group(2))
                .filter(v -> !v.matches("\\d[\\w.-]*|\\$\\{[\\w.-]+}") || v.contains("SNAPSHOT"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pom.xml",
                "core/pom.xml",
                "vision/pom.xml",
                "server/pom.xml",
                "cluster/pom.xml"
            })
    void everyVersionIsOne(String pom) throws IOException {
        assertThat(loose(Files.readString(HOME.resolve(pom)))).isEmpty();
    }

    @Test
    void rangesAndMovingVersionsAreFound() {
        for (String version : List.of("[1.0,2.0)", "LATEST", "RELEASE", "1.0-SNAPSHOT", "")) {
            assertThat(loose("<version>" + version + "</version>")).containsExactly(version);
        }
        assertThat(loose("<junit.version>[6,)</junit.version>")).containsExactly("[6,)");
        assertThat(loose("<version>1.2.3-b4</version>")).isEmpty();
    }

    @Test
    void everyPluginHasItsVersion() throws IOException {
        String root = Files.readString(HOME.resolve("pom.xml"));
        String managed = root.substring(0, root.indexOf("</pluginManagement>"));
        List<String> without = new ArrayList<>();
        for (String pom :
                List.of(
                        "pom.xml",
                        "core/pom.xml",
                        "vision/pom.xml",
                        "server/pom.xml",
                        "cluster/pom.xml")) {
            PLUGIN.matcher(Files.readString(HOME.resolve(pom)))
                    .results()
                    .map(MatchResult::group)
                    .filter(p -> !p.contains("<version>"))
                    .map(p -> p.replaceAll("(?s).*?<artifactId>([^<]+)<.*", "$1"))
                    .filter(p -> !managed.contains("<artifactId>" + p + "</artifactId>"))
                    .forEach(without::add);
        }
        assertThat(without).isEmpty();
    }

    @Test
    void everyBuildSaysWhatIsInIt() throws IOException {
        assertThat(Files.readString(HOME.resolve("server/pom.xml")))
                .containsPattern("(?s)<phase>package</phase>\\s*<goals>\\s*<goal>makeBom</goal>");
        assertThat(Files.readString(HOME.resolve("pom.xml")))
                .contains("<project.build.outputTimestamp>20");
    }
}
