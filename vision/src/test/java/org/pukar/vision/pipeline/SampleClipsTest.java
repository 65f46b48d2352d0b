package org.pukar.vision.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.camera.Frame;
import org.pukar.cue.Box;
import org.pukar.cue.Face;
import org.pukar.cue.FaceReading;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.vision.capture.FileSource;

/**
 * The rendered clips against their exact truth: who is found, who is covered, and what makes a
 * signal.
 */
class SampleClipsTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));
    private static Reader reader;

    @BeforeAll
    static void open() throws Exception {
        reader = Reader.open(HOME.resolve("models"));
    }

    @AfterAll
    static void close() {
        reader.close();
    }

    @ParameterizedTest(name = "{0}: {1} signals")
    @CsvSource({"bus-stop, 1, 12.0, 16.5", "market, 0, 0, 0", "crossing-1080p25, 0, 0, 0"})
    void onlyTheFaceInDistressMakesASignalAndOnlyOne(
            String clip, int signals, double from, double until) throws Exception {
        List<List<Box>> truth = truth(clip);
        List<Signal> raised = new ArrayList<>();
        int heads = 0;
        int found = 0;
        int uncovered = 0;
        int foundButUncovered = 0;
        try (FileSource source =
                new FileSource(
                        HOME.resolve("scenes/samples/" + clip + ".mp4").toString(),
                        Pipeline.INTERVAL)) {
            Pipeline pipeline = new Pipeline(reader, EvidenceSettings.standard());
            for (Optional<Frame> frame = source.next(); frame.isPresent(); frame = source.next()) {
                Pipeline.Report report = pipeline.read(frame.get());
                raised.addAll(report.signals());
                List<Face> faces = report.readings().stream().map(FaceReading::face).toList();
                foundButUncovered +=
                        (int)
                                faces.stream()
                                        .filter(f -> f.box().coveredBy(report.masks()) < 1)
                                        .count();
                for (Box head : truth.get((int) source.decoded() - 1)) {
                    if (!whole(head, frame.get())) {
                        continue;
                    }
                    heads++;
                    found += faces.stream().anyMatch(f -> f.box().containment(head) > .5) ? 1 : 0;
                    uncovered += head.coveredBy(report.masks()) < .9 ? 1 : 0;
                }
            }
        }
        System.out.printf(
                "%s: heads %d, found %d, not covered at once %d%n", clip, heads, found, uncovered);
        assertThat(raised).hasSize(signals);
        for (Signal signal : raised) {
            double at = Duration.between(Instant.EPOCH, signal.at()).toMillis() / 1000.0;
            assertThat(at).isBetween(from, until);
        }
        assertThat(foundButUncovered).as("faces found for reading but not covered").isZero();
        assertThat((double) found / heads).as("heads found").isGreaterThan(.98);
    }

    @Test
    void theSignalForHelpInTheLaneIsReadOnceAndNothingElse() throws Exception {
        List<Signal> raised = new ArrayList<>();
        try (FileSource source =
                new FileSource(
                        HOME.resolve("scenes/samples/lane.mp4").toString(), Pipeline.INTERVAL)) {
            Pipeline pipeline = new Pipeline(reader, EvidenceSettings.standard());
            for (Optional<Frame> frame = source.next(); frame.isPresent(); frame = source.next()) {
                raised.addAll(pipeline.read(frame.get()).signals());
            }
        }
        assertThat(raised).extracting(Signal::rank).containsExactly(Rank.SIGN);
        // The fingers are folded from 6.9 s on, the second sign begins at 11 s.
        assertThat(Duration.between(Instant.EPOCH, raised.get(0).at()).toMillis())
                .isBetween(6_900L, 8_100L);
    }

    /** People half out of the picture are not counted. */
    private static boolean whole(Box head, Frame frame) {
        return head.left() >= 0
                && head.top() >= 0
                && head.right() <= frame.width()
                && head.bottom() <= frame.height();
    }

    /** The heads of every frame of a clip, of which at least half is seen. */
    private static List<List<Box>> truth(String clip) throws Exception {
        Pattern person =
                Pattern.compile(
                        "\"head\":\\s*\\[([-\\d.]+),\\s*([-\\d.]+),\\s*([\\d.]+),\\s*([\\d.]+)\\],"
                                + "\\s*\"headWidth\":\\s*[\\d.]+,\\s*\"visible\":\\s*([\\d.]+)");
        List<List<Box>> frames = new ArrayList<>();
        for (String line :
                Files.readAllLines(HOME.resolve("scenes/samples/" + clip + ".truth.jsonl"))) {
            if (!line.startsWith("{\"type\":\"frame\"")) {
                continue;
            }
            List<Box> heads = new ArrayList<>();
            for (Matcher m = person.matcher(line); m.find(); ) {
                if (Double.parseDouble(m.group(5)) < .5) {
                    continue;
                }
                heads.add(
                        new Box(
                                Double.parseDouble(m.group(1)),
                                Double.parseDouble(m.group(2)),
                                Double.parseDouble(m.group(3)),
                                Double.parseDouble(m.group(4))));
            }
            frames.add(heads);
        }
        return frames;
    }
}
