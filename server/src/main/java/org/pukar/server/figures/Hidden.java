package org.pukar.server.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What of a table may be shown to everybody. A count under 5 might point at somebody, so it is
 * hidden; and so that it can't be found by subtracting the others from their sum, so are the next
 * smallest, until at least two are hidden that together are at least 5. Where all together are
 * under 5, nothing is shown, the sum neither.
 */
public final class Hidden {
    /** The usual limit of official statistics for small counts; issue 5 asks for it. */
    public static final long LEAST = 5;

    private static final int LEAST_HIDDEN = 2;

    private Hidden() {}

    /**
     * The counts that may be shown, in the given order.
     *
     * @param parts counts of which each thing is in exactly one; their sum may be known
     */
    public static List<Optional<Long>> of(List<Long> parts) {
        List<Integer> bySize =
                IntStream.range(0, parts.size())
                        .boxed()
                        .sorted(Comparator.comparing(parts::get))
                        .toList();
        Set<Integer> hidden = new HashSet<>();
        long together = 0;
        for (int at : bySize) {
            boolean small = parts.get(at) < LEAST;
            boolean alone = hidden.size() < LEAST_HIDDEN || together < LEAST;
            if (small || (!hidden.isEmpty() && alone)) {
                hidden.add(at);
                together += parts.get(at);
            }
        }
        List<Optional<Long>> shown = new ArrayList<>();
        for (int at = 0; at < parts.size(); at++) {
            shown.add(hidden.contains(at) ? Optional.empty() : Optional.of(parts.get(at)));
        }
        return shown;
    }

    /** The sum, where it is at least 5. */
    public static Optional<Long> sum(List<Long> parts) {
        long sum = parts.stream().mapToLong(n -> n).sum();
        return sum < LEAST ? Optional.empty() : Optional.of(sum);
    }
}
