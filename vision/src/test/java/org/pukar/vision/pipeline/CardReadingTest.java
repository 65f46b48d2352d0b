package org.pukar.vision.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.camera.Frame;
import org.pukar.cue.Expression;
import org.pukar.cue.FaceReading;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.gpu.Gpu;

/** The nets on a graphics card beside the same nets on the processor. */
@EnabledIf("org.pukar.vision.gpu.Card#here")
class CardReadingTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));

    private record Read(List<List<FaceReading>> faces, List<String> signals) {}

    private static Read read(String clip, Gpu gpu, int failsAt) throws Exception {
        Read read = new Read(new ArrayList<>(), new ArrayList<>());
        try (Reader reader = Reader.open(HOME.resolve("models"), gpu);
                FileSource source =
                        new FileSource(
                                HOME.resolve("scenes/samples/" + clip + ".mp4").toString(),
                                Pipeline.INTERVAL)) {
            Pipeline pipeline = new Pipeline(reader, EvidenceSettings.standard());
            for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
                if (read.faces().size() == failsAt) {
                    gpu.fail("told so by a test", "none");
                }
                Pipeline.Report report = pipeline.read(next.get());
                read.faces().add(report.readings());
                report.signals().forEach(s -> read.signals().add(s.rank() + " at " + s.at()));
            }
        }
        return read;
    }

    private static List<Double> numbers(Expression e) {
        return List.of(
                e.neutral(),
                e.happiness(),
                e.surprise(),
                e.sadness(),
                e.anger(),
                e.disgust(),
                e.fear());
    }

    /** The most that a number differs, of faces that both read. */
    private static double most(List<FaceReading> a, List<FaceReading> b) {
        double most = 0;
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i).expression().isPresent() && b.get(i).expression().isPresent()) {
                List<Double> one = numbers(a.get(i).expression().get());
                List<Double> other = numbers(b.get(i).expression().get());
                for (int k = 0; k < one.size(); k++) {
                    most = Math.max(most, Math.abs(one.get(k) - other.get(k)));
                }
            }
        }
        return most;
    }

    private static void compare(String clip, Read processor, Read card) {
        int faces = 0;
        int otherwise = 0;
        double most = 0;
        double moved = 0;
        assertThat(card.faces()).hasSameSizeAs(processor.faces());
        for (int i = 0; i < card.faces().size(); i++) {
            List<FaceReading> a = processor.faces().get(i);
            List<FaceReading> b = card.faces().get(i);
            assertThat(b).as("faces of frame " + i).hasSameSizeAs(a);
            most = Math.max(most, most(a, b));
            for (int k = 0; k < a.size(); k++) {
                faces++;
                otherwise += a.get(k).abstention().equals(b.get(k).abstention()) ? 0 : 1;
                moved =
                        Math.max(
                                moved,
                                Math.abs(
                                        a.get(k).face().box().left()
                                                - b.get(k).face().box().left()));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %d faces; a probability moves by %.3f at most, a box by %.4f pixels;"
                        + " abstained otherwise %d; signals %s%n",
                clip,
                faces,
                most,
                moved,
                otherwise,
                card.signals());
        assertThat(card.signals()).isEqualTo(processor.signals());
        assertThat(most).as("a step of telling, and rounding").isLessThan(.0201);
        assertThat(moved).as("pixels").isLessThan(.1);
        assertThat(otherwise).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"crossing-1080p25", "bus-stop", "lane", "market", "underpass", "bench/wave"})
    void readsWhatTheProcessorReads(String clip) throws Exception {
        Gpu gpu = Gpu.alone();
        Read card = read(clip, gpu, -1); // first, as a program that is told to use it does
        compare(clip, read(clip, Gpu.none(), -1), card);
        assertThat(gpu.usable()).as("the card was used to the end").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = "crossing-1080p25")
    void whatTheCardLeavesTheProcessorGoesOnWith(String clip) throws Exception {
        Gpu gpu = Gpu.alone();
        compare(clip + ", the card lost", read(clip, Gpu.none(), -1), read(clip, gpu, 8));
        assertThat(gpu.usable()).isFalse();
    }
}
