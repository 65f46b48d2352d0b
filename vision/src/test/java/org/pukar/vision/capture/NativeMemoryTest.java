package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.vision.capture.MoodyCamera.Mood;

class NativeMemoryTest {
    /** Far less than a frame's buffers per open: 800 leaks of a 320 x 240 picture are 180 MB. */
    private static final long MOST_KILOBYTES = 15_000;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"file", "http", "rtsp", "closing"})
    void isGivenBackAfterTwoHundredOpens(String source) throws Exception {
        assertThat(growth(source, 200, 100)).isLessThan(MOST_KILOBYTES);
    }

    @Test
    @Tag("slow")
    void isGivenBackAfterAThousandOpens() throws Exception {
        for (String source : List.of("file", "http", "rtsp", "closing")) {
            long kilobytes = growth(source, 1000, 200);
            System.out.printf(
                    "%s: %d kB more after 1,000 opens than after 200%n", source, kilobytes);
            assertThat(kilobytes).as(source).isLessThan(MOST_KILOBYTES);
        }
    }

    private long growth(String source, int opens, int warm) throws Exception {
        try (MoodyCamera closing = new MoodyCamera(Mood.CLOSES).at(1000)) {
            int refused = MoodyCamera.refusedPort();
            String address =
                    switch (source) {
                        case "http", "rtsp" -> source + "://127.0.0.1:" + refused + "/video";
                        case "closing" -> closing.address();
                        default ->
                                Film.h264(320, 240)
                                        .write(
                                                folder.resolve("film.mp4"),
                                                5,
                                                i -> Drawing.walking(320, 240, i))
                                        .toString();
                    };
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:+UseSerialGC",
                                    "-XX:+AlwaysPreTouch",
                                    "-Xms64m",
                                    "-Xmx64m",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Reopening.class.getName(),
                                    address,
                                    String.valueOf(opens),
                                    String.valueOf(warm))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            String[] result =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .strip()
                            .split(" ", 2);
            assertThat(process.waitFor()).as("exit status").isZero();
            int frames = // the last one before a close may be lost
                    switch (source) {
                        case "file" -> 5;
                        case "closing" -> 2;
                        default -> 0;
                    };
            assertThat(Long.parseLong(result[1])).isGreaterThanOrEqualTo(frames * (opens + 1L));
            return Long.parseLong(result[0]);
        }
    }
}
