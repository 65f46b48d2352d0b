package org.pukar.server.settings;

import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * What is exercised without being asked for.
 *
 * @param nightly when each station is tried once a night, by the city's time; empty: never
 * @param knownShare known exercises among all that is reviewed, 0 (none) to {@link #MOST_KNOWN}
 * @param films where known exercises come from; none: there are none
 */
public record DrillSettings(Optional<LocalTime> nightly, double knownShare, List<KnownFilm> films) {
    /** More would cost real people's time: our choice, after issue 5's 2 to 5 %. */
    public static final double MOST_KNOWN = .05;

    public DrillSettings {
        if (!(knownShare >= 0 && knownShare <= MOST_KNOWN)) {
            throw new IllegalArgumentException(
                    "knownShare must be in [0, %s], got %s".formatted(MOST_KNOWN, knownShare));
        }
        films = List.copyOf(films);
    }

    /** What is right when someone decides on a film. */
    public enum KnownAnswer {
        HELP,
        NO_NEED
    }

    /** A film whose right answer is known. */
    public record KnownFilm(Path film, KnownAnswer answer) {}

    /** Nothing by itself. */
    public static DrillSettings none() {
        return new DrillSettings(Optional.empty(), 0, List.of());
    }
}
