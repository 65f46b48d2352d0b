package org.pukar.vision.worker;

import java.util.List;
import java.util.stream.IntStream;
import org.pukar.evidence.Signal;
import org.pukar.vision.mask.Ring;

/**
 * A signal on its way to the desk. Sent again until it is taken; its id makes repeats harmless.
 *
 * @param signal what was seen, where and when
 * @param pictures masked, around it; none when they were lost with the machine that had them
 */
public record SignalMessage(Signal signal, List<Ring.Shot> pictures) {
    /** Largest as JSON, in bytes: half a minute of large pictures. Our choice. */
    public static final int LARGEST_BYTES = 16 << 20;

    public SignalMessage {
        pictures = List.copyOf(pictures);
    }

    /** The same with every second picture, for one that is too large to be sent. */
    public SignalMessage thinned() {
        return new SignalMessage(
                signal,
                IntStream.range(0, pictures.size())
                        .filter(i -> i % 2 == 0)
                        .mapToObj(pictures::get)
                        .toList());
    }

    /** The signal alone. */
    public SignalMessage without() {
        return new SignalMessage(signal, List.of());
    }
}
