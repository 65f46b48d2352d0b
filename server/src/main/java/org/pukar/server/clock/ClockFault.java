package org.pukar.server.clock;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A clock that differs from ours by more than a second, or can't be read.
 *
 * @param name whose: a host, or empty for the database's
 * @param offset how far it is ahead of ours; empty when it can't be read
 */
public record ClockFault(String name, Optional<Duration> offset) {
    /** In seconds with one decimal and a sign, such as {@code +2.4}. */
    public String seconds() {
        return offset.map(o -> String.format(Locale.ROOT, "%+.1f", o.toMillis() / 1e3)).orElse("");
    }
}
