package org.pukar.server.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Proof 1: no model gives anything from which a person could be known again. Every ONNX file of the
 * repository stands here with its hash and each of its outputs; nothing else may lie there.
 */
class ModelOutputsTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));

    /** Face nets that know people again give 128 numbers a face or more; ours stay below half. */
    private static final long MOST_VALUES = 64;

    /**
     * A model's file and what it may say.
     *
     * @param outputs name → values for one face, hand, or place where one may be
     */
    private record Allowed(String sha256, Map<String, Long> outputs) {}

    /** Boxes, points, classes, and how sure. */
    private static final Map<String, Allowed> ALLOWED =
            Map.of(
                    "models/expression/model.onnx",
                    new Allowed(
                            "facf0b5de3baa00208ffd604963bc65d3a0f9328bf8c06b138683cb01b6a11fa",
                            Map.of("probabilities", 7L, "doubt", 1L)),
                    "models/expression/card.onnx",
                    new Allowed(
                            "73d223236c42ef58e09ff2a8162d2e51ef0858565b85e82753b9aa3096ccaa85",
                            Map.of("probabilities", 7L, "doubt", 1L)),
                    "models/face-expression/model.onnx",
                    new Allowed(
                            "2b88a9fa35a61ad3740cddcf32a14737541a9719ba99cec79037162881e9d494",
                            Map.of("probabilities", 7L)),
                    "models/faces/model.onnx",
                    new Allowed(
                            "c8a3dce75a76876c1f61b895298dd378167e462d6c751fac3fb9c42ea3092977",
                            Map.of("cells8", 17L, "cells16", 17L, "cells32", 17L)),
                    "models/points/model.onnx",
                    new Allowed(
                            "e3592ca01a5c3f0eff74a5615487b17e3733292bb912d708e6a72f2fc86a4ffa",
                            Map.of("points", 12L)),
                    "models/blazeface-back-256/model.onnx",
                    new Allowed(
                            "2b404cbcc4b22d0c37ce92a86af36b0be66ab5451a9e7c5888db7b0c4753aa3e",
                            Map.of("boxes16", 16L, "scores16", 1L, "boxes32", 16L, "scores32", 1L)),
                    "models/palm-192/model.onnx",
                    new Allowed(
                            "17255a76c9d27905eb7760b082cf11a24e7127f811680ff7c7f3f0220129488c",
                            Map.of("boxes", 18L, "scores", 1L)),
                    "models/palm-192/card.onnx",
                    new Allowed(
                            "e52a6547f6d43b891838e1e7fdeb9012b4d406a60997fafb231e02020d889068",
                            Map.of("boxes", 18L, "scores", 1L)),
                    "models/hand-224/model.onnx",
                    new Allowed(
                            "57d28162400976c871061c8d06b88aebcd7684ba69ef4b5d2cc4acf48d68859f",
                            Map.of("points", 63L, "presence", 1L, "rightness", 1L, "metres", 63L)));

    @Test
    void everyModelOfTheRepositoryIsPinnedByItsHash() throws Exception {
        Map<String, String> found = new LinkedHashMap<>();
        for (Path file : models()) {
            found.put(name(file), sha256(file));
        }
        Map<String, String> pinned = new LinkedHashMap<>();
        ALLOWED.forEach((name, allowed) -> pinned.put(name, allowed.sha256()));
        assertThat(found).containsExactlyInAnyOrderEntriesOf(pinned);
    }

    @Test
    void everyOutputIsNamedAndSmallAndThereIsNoOther() throws Exception {
        for (Path file : models()) {
            assertThat(ALLOWED).containsKey(name(file));
            Map<String, Long> allowed = Objects.requireNonNull(ALLOWED.get(name(file))).outputs();
            assertThat(outputs(file)).as(name(file)).containsExactlyInAnyOrderEntriesOf(allowed);
            assertThat(allowed.values()).as(name(file)).allMatch(n -> n <= MOST_VALUES);
        }
    }

    /** Weights of other forms would be models that this test does not see. */
    @Test
    void noModelOfAnotherFormLiesInTheRepository() throws Exception {
        try (Stream<Path> all = Files.walk(HOME)) {
            assertThat(
                            all.filter(p -> !outside(p))
                                    .map(p -> name(p))
                                    .filter(
                                            n ->
                                                    n.matches(
                                                            "(?i).*\\.(pb|pt|pth|ckpt|caffemodel|tflite|h5|keras|safetensors|gguf|mnn|ort|param|weights)")))
                    .isEmpty();
        }
    }

    /** Values of one answer: the last size, or where that is a picture's, the one before it. */
    private static Map<String, Long> outputs(Path file) throws Exception {
        Map<String, Long> found = new LinkedHashMap<>();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession session = environment.createSession(Files.readAllBytes(file), options)) {
            for (var output : session.getOutputInfo().entrySet()) {
                long[] shape = ((TensorInfo) output.getValue().getInfo()).getShape();
                int of = shape.length == 4 ? 1 : shape.length - 1;
                found.put(output.getKey(), shape.length == 1 ? 1 : shape[of]);
            }
        }
        return found;
    }

    private static List<Path> models() throws Exception {
        try (Stream<Path> all = Files.walk(HOME)) {
            return all.filter(p -> !outside(p))
                    .filter(p -> p.toString().endsWith(".onnx"))
                    .toList();
        }
    }

    private static boolean outside(Path file) {
        return HOME.relativize(file)
                .toString()
                .matches("(.*/)?(target|node_modules|\\.git|data)(/.*)?");
    }

    private static String name(Path file) {
        return HOME.relativize(file).toString();
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
