package org.pukar.vision.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.camera.Frame;
import org.pukar.cue.FaceReading;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.pipeline.BenchFilms.People;

/** The bench counts on it that as many faces are read as its films say, and tells how many. */
@Tag("slow")
class BenchFilmsTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));
    private static Reader reader;

    @TempDir Path folder;

    @BeforeAll
    static void open() throws Exception {
        reader = Reader.open(HOME.resolve("models"));
    }

    @AfterAll
    static void close() {
        reader.close();
    }

    @ParameterizedTest
    @CsvSource({"NONE, 640", "ONE, 640", "TWENTY, 1280", "TWENTY, 1920"})
    void asManyFacesAreReadAsPeopleAreInView(People people, int width) throws Exception {
        Path film =
                new BenchFilms(HOME.resolve("scenes/samples/crossing-1080p25.mp4"), folder)
                        .write(people, width);
        Pipeline pipeline = new Pipeline(reader, EvidenceSettings.standard());
        long read = 0;
        int frames = 0;
        try (FileSource source = new FileSource(film.toString(), Duration.ofSeconds(1))) {
            Optional<Frame> next = source.next();
            for (; next.isPresent(); next = source.next(), frames++) {
                read +=
                        pipeline.read(next.get()).readings().stream()
                                .map(FaceReading::abstention)
                                .filter(Optional::isEmpty)
                                .count();
            }
        }
        assertThat(frames).isEqualTo(10);
        assertThat((double) read / frames).isBetween(.9 * people.count(), (double) people.count());
    }
}
