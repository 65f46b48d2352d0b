package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.vision.pipeline.Reader;

class BenchActiveTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--active --report b.html | --report needs what all of the bench measures; leave it"
                        + " out, or --active",
                "--active --gpu | --gpu and --active are a part each; leave one of them out",
                "--active --seconds 9 | --seconds must be in [10, 86400], got 9"
            })
    void whatItCannotMeasureIsRefusedAtOnce(String options, String expected) {
        Ran ran = Ran.of(("bench " + options).split(" "));
        assertThat(ran.code()).isNotZero();
        assertThat(ran.err()).contains(expected);
    }

    @Test
    void allFacesOfTheFilmAreReadInFiftyFrames() throws Exception {
        try (Reader reader = Reader.open(PukarCommand.models())) {
            BenchFilm film =
                    BenchFilm.measure(
                            PukarCommand.home().resolve("scenes/samples/crossing-1080p25.mp4"),
                            reader,
                            BenchCamera.facesAlone());
            assertThat(film.frames()).isEqualTo(50);
            assertThat(film.faces()).isEqualTo(200);
            assertThat(film.speed()).isPositive();
        }
    }
}
