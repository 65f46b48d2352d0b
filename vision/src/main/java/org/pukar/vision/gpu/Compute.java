package org.pukar.vision.gpu;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where nets run and streams are decoded: the setting {@code compute}. */
public enum Compute {
    /** On the processor. */
    CPU,
    /** On an NVIDIA graphics card, the first of the machine; where it can't, on the processor. */
    GPU;

    /** As the settings write it: {@code cpu} or {@code gpu}; empty for any other text. */
    public static Optional<Compute> find(String text) {
        return Stream.of(values())
                .filter(c -> c.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }
}
