package org.pukar.server.breach;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A breach, or a drill of one.
 *
 * @param knownAt from when the hours count
 * @param words what people wrote; a field that nobody wrote is not in it
 * @param sent which notices were sent, and when
 * @param endedAt empty while somebody is at it
 */
public record Breach(
        UUID id,
        boolean drill,
        Instant knownAt,
        Instant startedAt,
        String startedBy,
        Map<Field, String> words,
        Map<Notice, Instant> sent,
        Optional<Instant> endedAt) {
    public Breach {
        words = Map.copyOf(words);
        sent = Map.copyOf(sent);
    }

    /**
     * A notice and its time.
     *
     * @param sentAt empty until somebody says that it was sent
     * @param left until it is due; negative when overdue; of a sent one: what was left then
     */
    public record Due(Notice notice, Instant at, Optional<Instant> sentAt, Duration left) {
        public boolean overdue() {
            return left.isNegative();
        }

        /** Hours and minutes, such as {@code 5:59}, without a sign. */
        public String hours() {
            long minutes = left.abs().toMinutes();
            return "%d:%02d".formatted(minutes / 60, minutes % 60);
        }
    }

    /** All notices, in the order of their times. */
    public List<Due> due(Instant now) {
        return Stream.of(Notice.values())
                .map(
                        n -> {
                            Instant at = knownAt.plus(n.within());
                            Optional<Instant> done = Optional.ofNullable(sent.get(n));
                            return new Due(n, at, done, Duration.between(done.orElse(now), at));
                        })
                .toList();
    }
}
