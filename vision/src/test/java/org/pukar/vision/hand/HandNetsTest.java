package org.pukar.vision.hand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.vision.gpu.Gpu;
import org.pukar.vision.net.Net;

class HandNetsTest {
    private static final Path MODELS = Path.of(System.getProperty("pukar.home", ".."), "models");

    @ParameterizedTest
    @CsvSource({"palm-192, model, 192", "palm-192, card, 192", "hand-224, model, 224"})
    void eachNetAnswersAsItsGoldenFixtureSays(String name, String file, int side) throws Exception {
        float[] input = new float[3 * side * side];
        for (int i = 0; i < input.length; i++) {
            int channel = Math.floorDiv(i, side * side);
            int row = Math.floorDiv(i, side) % side;
            input[i] = (float) (.5 + .5 * Math.sin(.05 * row + .07 * (i % side) + channel));
        }
        String golden = Files.readString(MODELS.resolve(name).resolve("golden.json"));
        try (Net net =
                Net.open(
                        MODELS.resolve(name).resolve(file + ".onnx"),
                        file.equals("card")
                                ? HandNets.PALM_ON_CARD
                                : name.startsWith("palm") ? HandNets.PALM : HandNets.HAND,
                        Gpu.none())) {
            List<float[]> answers = net.run(FloatBuffer.wrap(input), 1, 3, side, side);
            for (int o = 0; o < answers.size(); o++) {
                int at = golden.indexOf("first8", golden.indexOf('"' + net.outputs().get(o) + '"'));
                Matcher numbers =
                        Pattern.compile("-?\\d+\\.?\\d*(?:[eE][-+]?\\d+)?")
                                .matcher(
                                        golden.substring(
                                                golden.indexOf('[', at), golden.indexOf(']', at)));
                int count = 0;
                while (numbers.find()) {
                    double expected = Double.parseDouble(numbers.group());
                    assertThat((double) answers.get(o)[count])
                            .isCloseTo(expected, within(1e-3 + 1e-3 * Math.abs(expected)));
                    count++;
                }
                assertThat(count).isEqualTo(Math.min(8, answers.get(o).length));
            }
        }
    }
}
