package org.pukar.vision.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a Java of its own: what goes wrong here ends it without a word, or lets it wait for ever. */
class OnnxRuntimeTest {
    @TempDir private Path home;

    /** What that Java runs. */
    static final class Starts {
        private Starts() {}

        public static void main(String[] unused) throws ModelException {
            System.out.println("version " + OnnxRuntime.version());
        }
    }

    /** As Flink's own scripts start it, with a class path of some thousand letters. */
    @Test
    @Timeout(60)
    void startsOnASmallStackUnderALongCommandLine() throws Exception {
        Ended ended = started("1");
        assertThat(ended.code).as(ended.said).isZero();
        assertThat(ended.said).contains("version 1.");
    }

    /** Its builds report to their makers unless told not to, under an id that they keep. */
    @Test
    @Timeout(60)
    void reportsToNobody() throws Exception {
        Ended ended = started("1");
        assertThat(ended.said).contains("version 1.");
        assertThat(kept()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0"})
    @Timeout(60)
    void isNotStartedWhereItWasNotToldSo(String silence) throws Exception {
        Ended ended = started(silence);
        assertThat(ended.code).isNotZero();
        assertThat(ended.said)
                .contains(
                        "ORT_DISABLE_TELEMETRY must be 1 in Pukar's environment, it is "
                                + (silence.isEmpty() ? "not set" : "\"0\""))
                .doesNotContain("version 1.");
        assertThat(kept()).isEmpty();
    }

    private record Ended(int code, String said) {}

    /** What lies in that Java's home. */
    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** In a home of its own. */
    private Ended started(String silence) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        ProcessBuilder builder =
                new ProcessBuilder(
                                List.of(
                                        java,
                                        "-Xss512k",
                                        "-Dlong=" + "x".repeat(12_000),
                                        Starts.class.getName()))
                        .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("CLASSPATH", System.getProperty("java.class.path"));
        environment.put("HOME", home.toString());
        environment.remove("XDG_CACHE_HOME");
        environment.remove("CI"); // there it reports nothing anyway
        environment.remove("ORT_DISABLE_TELEMETRY");
        if (!silence.isEmpty()) {
            environment.put("ORT_DISABLE_TELEMETRY", silence);
        }
        Process process = builder.start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).as("ended").isTrue();
            return new Ended(
                    process.exitValue(),
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }
}
