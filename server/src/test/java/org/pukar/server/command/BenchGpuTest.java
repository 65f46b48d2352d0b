package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BenchGpuTest {
    @Test
    void saysThatThereIsNoCardInTextAndJson() throws Exception {
        assumeFalse(Files.exists(Path.of("/dev/nvidia0")), "there is a card here");
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
}
