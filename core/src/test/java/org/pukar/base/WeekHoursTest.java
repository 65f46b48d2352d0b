package org.pukar.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeekHoursTest {
    /** 23 November 2026 is a Monday. */
    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "always | 2026-11-23T00:00 | true",
                "mon 06:00-22:00 | 2026-11-23T05:59:59 | false",
                "mon 06:00-22:00 | 2026-11-23T06:00 | true",
                "mon 06:00-22:00 | 2026-11-23T22:00 | false",
                "mon 06:00-22:00 | 2026-11-24T12:00 | false",
                "mon-fri 06:00-22:00 | 2026-11-27T12:00 | true",
                "mon-fri 06:00-22:00 | 2026-11-28T12:00 | false",
                "mon-fri 06:00-22:00, sat 08:00-12:00 | 2026-11-28T11:59 | true",
                "mon 22:00-06:00 | 2026-11-23T05:59 | false",
                "mon 22:00-06:00 | 2026-11-23T22:00 | true",
                "mon 22:00-06:00 | 2026-11-24T05:59 | true",
                "mon 22:00-06:00 | 2026-11-24T06:00 | false",
                "mon 22:00-06:00 | 2026-11-24T22:00 | false",
                "sun 22:00-06:00 | 2026-11-23T05:59 | true",
                "sat-mon 10:00-11:00 | 2026-11-22T10:30 | true",
                "sat-mon 10:00-11:00 | 2026-11-24T10:30 | false",
                "tue 00:00-00:00 | 2026-11-24T23:59 | true",
                "tue 00:00-00:00 | 2026-11-25T00:00 | false"
            })
    void holdOnTheirDays(String hours, LocalDateTime at, boolean open) {
        assertThat(WeekHours.read(hours).holds(at)).isEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "mon-fri 06:00-22:00, sat 20:00-02:00", "sun 00:00-00:00"})
    void areReadAsTheyAreWritten(String text) {
        assertThat(WeekHours.read(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "never",
                "06:00-22:00",
                "mon",
                "mon 06:00",
                "mon 06:00-25:00",
                "mon-tue-wed 06:00-22:00",
                "someday 06:00-22:00",
                "mon 06:00-22:00,",
                "mon  06:00-22:00"
            })
    void anythingElseIsRefusedInWords(String text) {
        assertThatThrownBy(() -> WeekHours.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "hours must be always or such as mon-fri 06:00-22:00, sat 20:00-02:00, got "
                                + text);
    }
}
