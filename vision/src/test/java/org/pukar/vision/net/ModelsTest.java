package org.pukar.vision.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.vision.expression.FaceExpression;
import org.pukar.vision.face.FaceNet;
import org.pukar.vision.face.FacePoints;
import org.pukar.vision.gpu.Gpu;

class ModelsTest {
    private static final Path MODELS = Path.of(System.getProperty("pukar.home", ".."), "models");

    @Test
    void theDetectorAnswersAsItsGoldenFixtureSays() throws Exception {
        byte[] input = new byte[96 * 128];
        for (int row = 0; row < 96; row++) {
            for (int column = 0; column < 128; column++) {
                input[row * 128 + column] =
                        (byte) (int) (128 + 127 * Math.sin(.05 * row + .07 * column));
            }
        }
        try (FaceNet detector = FaceNet.open(MODELS, Gpu.none())) {
            List<float[]> grids =
                    detector.run(
                            Net.bytes(input.length).put(input),
                            96,
                            128,
                            all -> all.stream().map(ModelsTest::copied).toList());
            String golden = Files.readString(MODELS.resolve("faces/golden.json"));
            for (int i = 0; i < 3; i++) {
                String name = List.of("cells8", "cells16", "cells32").get(i);
                double[] first =
                        numbers(
                                golden,
                                golden.indexOf("first8", golden.indexOf('"' + name + '"')),
                                8);
                assertThat(grids.get(i)).hasSize((17 * 12 * 16) >> (2 * i));
                int mean = golden.indexOf("\"mean\":", golden.indexOf('"' + name + '"')) + 7;
                assertThat(mean(grids.get(i))) // boxes and points, too
                        .isCloseTo(
                                Double.parseDouble(
                                        golden.substring(mean, golden.indexOf('\n', mean)).strip()),
                                org.assertj.core.data.Offset.offset(1e-3));
                for (int k = 0; k < 8; k++) {
                    assertThat((double) grids.get(i)[k])
                            .isCloseTo(
                                    first[k],
                                    org.assertj.core.data.Offset.offset(
                                            1e-3 + 1e-4 * Math.abs(first[k])));
                }
            }
        }
    }

    private static float[] copied(FloatBuffer grid) {
        float[] copy = new float[grid.limit()];
        grid.get(0, copy);
        return copy;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Three waves of grey, as training/golden.py writes them. */
    private static float[] waves() {
        float[] input = new float[3 * 48 * 48];
        for (int k = 0; k < 3; k++) {
            for (int row = 0; row < 48; row++) {
                for (int column = 0; column < 48; column++) {
                    input[(k * 48 + row) * 48 + column] =
                            (float)
                                    (127.5
                                            + 127.5
                                                    * Math.sin(
                                                            .11 * (k + 1) * row
                                                                    + .07 * column
                                                                    + k));
                }
            }
        }
        return input;
    }

    @Test
    void thePointsAreAsTheirGoldenFixtureSays() throws Exception {
        try (FacePoints net = FacePoints.open(MODELS, Gpu.none())) {
            float[] points = net.run(FloatBuffer.wrap(waves()), 3);
            String golden = Files.readString(MODELS.resolve("points/golden.json"));
            double[] expected = numbers(golden, golden.indexOf("\"points\""), 36);
            assertThat(points).hasSize(36);
            for (int i = 0; i < 36; i++) {
                assertThat((double) points[i])
                        .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-4));
            }
        }
    }

    @Test
    void theExpressionReaderAnswersAsItsGoldenFixtureSays() throws Exception {
        try (FaceExpression reader = FaceExpression.open(MODELS, Gpu.none())) {
            FaceExpression.Answers answers = reader.run(FloatBuffer.wrap(waves()), 3);
            String golden = Files.readString(MODELS.resolve("expression/golden.json"));
            double[] expected = numbers(golden, golden.indexOf("\"probabilities\""), 21);
            for (int i = 0; i < 21; i++) {
                assertThat((double) answers.probabilities()[i])
                        .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-3));
            }
            double[] doubts = numbers(golden, golden.indexOf("\"doubt\""), 3);
            for (int i = 0; i < 3; i++) {
                assertThat((double) answers.doubts()[i])
                        .isCloseTo(doubts[i], org.assertj.core.data.Offset.offset(1e-3));
            }
        }
    }

    /** Floats and 8 bits: up to .017 apart on waves, of which neither is sure. */
    @Test
    void aGraphicsCardsFileSaysOfExpressionsWhatTheProcessorsSays() throws Exception {
        Path card = MODELS.resolve("expression/card.onnx");
        Net.Card described = FaceExpression.cards().get(1);
        try (FaceExpression eight = FaceExpression.open(MODELS, Gpu.none());
                Net floats = Net.open(card, described, Gpu.none())) {
            FaceExpression.Answers answers = eight.run(FloatBuffer.wrap(waves()), 3);
            List<float[]> expected = floats.run(FloatBuffer.wrap(waves()), 3, 1, 48, 48);
            assertThat(answers.probabilities()).containsExactly(expected.get(0), within(.03f));
            assertThat(answers.doubts()).containsExactly(expected.get(1), within(.03f));
        }
    }

    /** The next {@code count} numbers of a JSON text. */
    private static double[] numbers(String json, int from, int count) {
        double[] numbers = new double[count];
        var matcher =
                java.util.regex.Pattern.compile("-?\\d+\\.?\\d*(?:[eE][-+]?\\d+)?")
                        .matcher(json.substring(json.indexOf('[', from)));
        for (int i = 0; i < count; i++) {
            assertThat(matcher.find()).isTrue();
            numbers[i] = Double.parseDouble(matcher.group());
        }
        return numbers;
    }

    @Test
    void aMissingModelIsNamedWithItsMend(@TempDir Path empty) {
        assertThatThrownBy(() -> FaceNet.open(empty, Gpu.none()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("a model file must be there: " + empty)
                .hasMessageContaining("git checkout");
    }

    @Test
    void aModelOfAnotherHashIsRefused(@TempDir Path folder) throws Exception {
        Path model = folder.resolve("faces/model.onnx");
        Files.createDirectories(folder.resolve("faces"));
        byte[] bytes = Files.readAllBytes(MODELS.resolve("faces/model.onnx"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(model, bytes);
        assertThatThrownBy(() -> FaceNet.open(folder, Gpu.none()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(
                        "a model must be the one its card describes: " + model + " hashes to ")
                .hasMessageContaining("expected ");
    }

    @Test
    void aModelOfOtherOutputsThanItsCardsIsRefused() throws Exception {
        Path model = MODELS.resolve("face-expression/model.onnx");
        String hash = sha256(Files.readAllBytes(model));
        assertThatThrownBy(
                        () ->
                                Net.open(
                                        model,
                                        new Net.Card(hash, List.of("probabilities", "embedding")),
                                        Gpu.none()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("its card's outputs [probabilities, embedding]")
                .hasMessageContaining("got 1 and [probabilities]");
    }

    /** The opset's number lies near the file's end: opset_import {version: 17}. */
    @Test
    void aModelOfAnOpsetToComeIsRefused(@TempDir Path folder) throws Exception {
        byte[] bytes = Files.readAllBytes(MODELS.resolve("face-expression/model.onnx"));
        int at = bytes.length - 1;
        while (bytes[at] != 17 || bytes[at - 1] != 0x10) {
            at--;
        }
        bytes[at] = 99;
        Path model = Files.write(folder.resolve("model.onnx"), bytes);
        assertThatThrownBy(
                        () ->
                                Net.open(
                                        model,
                                        new Net.Card(sha256(bytes), List.of("probabilities")),
                                        Gpu.none()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("ONNX Runtime can't open the model " + model)
                .hasMessageContaining("99");
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
