package org.pukar.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningHoursTest {
    @ParameterizedTest
    @CsvSource({
        "06:00, 22:00, 05:59:59, false",
        "06:00, 22:00, 06:00, true",
        "06:00, 22:00, 21:59:59, true",
        "06:00, 22:00, 22:00, false",
        "22:00, 06:00, 21:59:59, false",
        "22:00, 06:00, 22:00, true",
        "22:00, 06:00, 00:00, true",
        "22:00, 06:00, 05:59:59, true",
        "22:00, 06:00, 06:00, false",
        "18:00, 00:00, 23:59:59, true",
        "18:00, 00:00, 00:00, false",
        "00:00, 00:00, 12:00, true",
        "09:00, 09:00, 08:59, true"
    })
    void areFromAndUntil(LocalTime from, LocalTime until, LocalTime time, boolean open) {
        assertThat(new OpeningHours(from, until).holds(time)).isEqualTo(open);
    }
}
