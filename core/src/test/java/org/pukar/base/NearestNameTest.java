package org.pukar.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    source     | name, source, loop | source
                    sorce      | name, source, loop | source
                    SOURCE     | name, source, loop | source
                    soucre     | name, source, loop | source
                    lop        | name, source, loop | loop
                    nmae       | name, source, loop | name
                    x          | name, source, loop | -
                    sauerkraut | name, source, loop | -
                    b          | c, a               | a
                    ''         | a, name            | a
                    name       | ''                 | -
                    """)
    void findsTheKnownNameThatWasMeant(String typed, String known, String nearest) {
        assertThat(NearestName.of(typed, List.of(known.split(", "))))
                .isEqualTo(nearest.equals("-") ? Optional.empty() : Optional.of(nearest));
    }

    @Test
    void findsNothingAmongNoNames() {
        assertThat(NearestName.of("name", List.of())).isEmpty();
    }
}
