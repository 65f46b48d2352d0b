package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.camera.Frame;
import org.pukar.cue.FaceReading;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.capture.LiveSource;
import org.pukar.vision.gpu.Gpu;
import org.pukar.vision.pipeline.Pipeline;
import org.pukar.vision.pipeline.Reader;
import org.slf4j.LoggerFactory;

/** A machine that is told to use a graphics card, and has none. */
class NoGpuTest {
    private static final Path HOME = PukarCommand.home();
    private static final String SAMPLE =
            HOME.resolve("scenes/samples/crossing-1080p25.mp4").toString();

    @BeforeAll
    static void onlyWithoutACard() {
        assumeFalse(Gpu.present(), "there is a card here");
    }

    private static List<List<FaceReading>> read(Reader reader) throws Exception {
        List<List<FaceReading>> readings = new ArrayList<>();
        Pipeline pipeline = new Pipeline(reader, EvidenceSettings.standard());
        try (FileSource source = new FileSource(SAMPLE, Duration.ofMillis(200))) {
            while (readings.size() < 10) {
                readings.add(pipeline.read(source.next().orElseThrow()).readings());
            }
        }
        return readings;
    }

    private static Optional<Frame> watch(Gpu gpu) {
        Camera camera = new Camera("gate", "s", "Gate", new GeoPoint(26, 80), SAMPLE, true);
        try (LiveSource source =
                new LiveSource(camera, List.of(), InstantSource.system(), gpu).start()) {
            return source.next(Duration.ofSeconds(20));
        }
    }

    private static void onlySaysOnce(Gpu gpu, String expected, ThrowingRun run) throws Exception {
        Logger log = (Logger) LoggerFactory.getLogger(Gpu.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        try {
            run.with(gpu);
        } finally {
            log.detachAppender(lines);
        }
        assertThat(lines.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .startsWith(
                        "compute: gpu needs an NVIDIA card with its driver, CUDA 12, cuDNN 9 and a"
                                + " Pukar built with PUKAR_GPU=1; here "
                                + expected)
                .endsWith(
                        "everything runs on the processor; install what is missing (docs/gpu.md)"
                                + " and start again, or set compute: cpu")
                .doesNotContain("\n");
    }

    private interface ThrowingRun {
        void with(Gpu gpu) throws Exception;
    }

    @Test
    void readsTheSameOnTheProcessorAndSaysSoOnce() throws Exception {
        List<List<FaceReading>> expected;
        try (Reader processor = Reader.open(HOME.resolve("models"))) {
            expected = read(processor);
        }
        assertThat(expected.get(9)).isNotEmpty();
        onlySaysOnce(
                Gpu.alone(),
                "ONNX Runtime can't use CUDA: ",
                gpu -> {
                    try (Reader reader = Reader.open(HOME.resolve("models"), gpu)) {
                        assertThat(read(reader)).isEqualTo(expected);
                        assertThat(watch(gpu)).isPresent();
                    }
                });
    }

    @Test
    void decodesOnTheProcessorAndSaysSoOnce() throws Exception {
        onlySaysOnce(
                Gpu.alone(),
                "FFmpeg can't open the card to decode: ",
                gpu -> {
                    assertThat(watch(gpu)).isPresent();
                    assertThat(watch(gpu)).isPresent();
                });
    }
}
