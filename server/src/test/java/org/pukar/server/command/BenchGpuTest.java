package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.pukar.vision.gpu.Gpu;

class BenchGpuTest {
    @Test
    void saysThatThereIsNoCardInTextAndJson() throws Exception {
        assumeFalse(Gpu.present(), "there is a card here");
        assertThat(BenchGpu.measure(Path.of("none.mp4"), 1))
                .hasSize(3)
                .allSatisfy(
                        figure -> {
                            assertThat(figure.number() + " " + figure.unit())
                                    .isEqualTo("- no GPU here");
                            assertThat(figure.json())
                                    .containsEntry("value", "no GPU here")
                                    .containsEntry("unit", "");
                            assertThat(figure.within()).isTrue();
                        })
                .extracting(BenchFigure::name)
                .containsExactly("gpuFrames", "gpuBareFrames", "gpuRatio");
    }

    @Test
    void theOptionMeasuresTheCardAlone() {
        assumeFalse(Gpu.present(), "there is a card here");
        Ran ran = Ran.of("bench", "--gpu", "--json");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(String.join("", ran.out()))
                .contains("gpuFrames", "gpuBareFrames", "gpuRatio", "no GPU here")
                .doesNotContain("activeCores");
    }

    @Test
    void theOptionIsRefusedWithAReportOfTheWholeBench() {
        Ran ran = Ran.of("bench", "--gpu", "--report", "bench.html");
        assertThat(ran.code()).isNotZero();
        assertThat(ran.err())
                .contains("--report needs what all of the bench measures; leave it out, or --gpu");
    }
}
