package org.pukar.vision.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In a Java of its own: what goes wrong here ends it without a word, or lets it wait for ever. */
class OnnxRuntimeTest {
    /** What that Java runs. */
    static final class Starts {
        private Starts() {}

        public static void main(String[] unused) {
            System.out.println("version " + OnnxRuntime.version());
        }
    }

    /** As Flink's own scripts start it, with a class path of some thousand letters. */
    @Test
    @Timeout(60)
    void startsOnASmallStackUnderALongCommandLine() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        ProcessBuilder builder =
                new ProcessBuilder(
                                List.of(
                                        java,
                                        "-Xss512k",
                                        "-Dlong=" + "x".repeat(12_000),
                                        Starts.class.getName()))
                        .redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).as("ended").isTrue();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.exitValue()).as(said).isZero();
            assertThat(said).contains("version 1.");
        } finally {
            process.destroyForcibly();
        }
    }
}
