package org.pukar.server.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pukar.camera.Frame;
import org.pukar.cue.Box;
import org.pukar.cue.Face;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.face.HeadPose;
import org.pukar.vision.pipeline.Pipeline;
import org.pukar.vision.pipeline.Reader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pose that is read from a face's points, against that of rendered heads, which is known. */
class HeadPoseTest {
    private static final Path SAMPLES = Path.of("../scenes/samples");

    /** What was read and what is true, in degrees. */
    private record Pair(HeadPose read, HeadPose truth) {}

    @Test
    void isWithinAFewDegreesOfTheTruth() throws Exception {
        List<Pair> pairs = new ArrayList<>();
        try (Reader reader = Reader.open(Path.of("../models"))) {
            for (String clip : List.of("bus-stop", "market", "underpass", "bench/talk")) {
                pairs.addAll(read(SAMPLES.resolve(clip + ".mp4"), reader));
            }
        }
        List<Pair> read = pairs.stream().filter(p -> Math.abs(p.truth().yaw()) <= 40).toList();
        tell("yaw", errors(read, HeadPose::yaw));
        tell("pitch", errors(read, HeadPose::pitch));
        tell("roll", errors(read, HeadPose::roll));
        assertThat(read).hasSizeGreaterThan(300);
        assertThat(middle(errors(read, HeadPose::yaw))).isLessThan(2.6);
        assertThat(middle(errors(read, HeadPose::pitch))).isLessThan(4.7);
        assertThat(middle(errors(read, HeadPose::roll))).isLessThan(2);
    }

    private static List<Pair> read(Path clip, Reader reader) throws Exception {
        Truth truth =
                TruthFile.read(Path.of(clip.toString().replaceFirst("\\.mp4$", ".truth.jsonl")));
        Map<Integer, Map<Integer, HeadPose>> poses = poses(truth, clip);
        List<Pair> pairs = new ArrayList<>();
        try (FileSource source = new FileSource(clip.toString(), Duration.ofMillis(400))) {
            Pipeline pipeline = new Pipeline(reader, EvidenceSettings.standard());
            for (Optional<Frame> frame = source.next(); frame.isPresent(); frame = source.next()) {
                int number = (int) source.decoded() - 1;
                List<Face> faces =
                        pipeline.read(frame.get()).readings().stream().map(r -> r.face()).toList();
                List<Truth.Head> heads =
                        truth.frames().get(number).stream()
                                .filter(h -> h.findable() && h.headWidth() >= 36)
                                .toList();
                List<Box> boxes = heads.stream().map(h -> h.box().orElseThrow()).toList();
                Map<Integer, HeadPose> here = poses.getOrDefault(number, Map.of());
                Matching.faceOfHead(boxes, faces.stream().map(Face::box).toList())
                        .forEach(
                                (head, face) ->
                                        Optional.ofNullable(here.get(heads.get(head).id()))
                                                .map(
                                                        pose ->
                                                                new Pair(
                                                                        HeadPose.of(
                                                                                faces.get(face)
                                                                                        .points()),
                                                                        pose))
                                                .ifPresent(pairs::add));
            }
        }
        return pairs;
    }

    private static Map<Integer, Map<Integer, HeadPose>> poses(Truth truth, Path clip)
            throws IOException {
        Map<Integer, Map<Integer, HeadPose>> poses = new HashMap<>();
        Path file = clip.resolveSibling(truth.name() + ".truth.jsonl");
        for (String line : Files.readAllLines(file)) {
            JsonNode node = JsonMapper.shared().readTree(line);
            if (node.path("type").asString().equals("frame")) {
                Map<Integer, HeadPose> here = new HashMap<>();
                for (JsonNode p : node.path("people")) {
                    here.put(
                            p.path("id").asInt(),
                            new HeadPose(
                                    p.path("yaw").asDouble(),
                                    p.path("pitch").asDouble(),
                                    p.path("roll").asDouble()));
                }
                poses.put(node.path("frame").asInt(), here);
            }
        }
        return poses;
    }

    private interface Angle {
        double of(HeadPose pose);
    }

    private static List<Double> errors(List<Pair> pairs, Angle angle) {
        return pairs.stream().map(p -> angle.of(p.read()) - angle.of(p.truth())).toList();
    }

    private static double middle(List<Double> errors) {
        List<Double> sorted = errors.stream().map(Math::abs).sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static void tell(String name, List<Double> errors) {
        List<Double> sorted = errors.stream().map(Math::abs).sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%s: n %d, mean error %.1f, middle of its size %.1f, of 100 90 under %.1f"
                        + " degrees%n",
                name,
                errors.size(),
                errors.stream().mapToDouble(e -> e).average().orElse(0),
                sorted.get(sorted.size() / 2),
                sorted.get(9 * sorted.size() / 10));
    }
}
