package org.pukar.server.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pukar.cue.Box;

/**
 * What is in a rendered clip, exactly.
 *
 * @param file the video
 * @param fps frames a second
 * @param people who is in it
 * @param frames the heads of every frame, in the order of time
 */
public record Truth(
        String name,
        Path file,
        int width,
        int height,
        double fps,
        String light,
        String weather,
        List<Someone> people,
        List<List<Head>> frames) {
    public Truth {
        people = List.copyOf(people);
        frames = List.copyOf(frames);
    }

    /**
     * A rendered person.
     *
     * @param skin step of the Monk scale, 1 (lightest) to 10
     * @param distress when fear, fear while talking, or crying is shown
     * @param signs when the Signal for Help is made, from the hand's rising to its sinking
     */
    public record Someone(
            int id,
            int skin,
            String sex,
            List<String> wears,
            List<Span> distress,
            List<Span> signs) {
        public Someone {
            signs = List.copyOf(signs);
            wears = List.copyOf(wears);
            distress = List.copyOf(distress);
        }

        Optional<Span> spanAt(double seconds) {
            return distress.stream().filter(s -> s.holds(seconds)).findFirst();
        }
    }

    /** Seconds of the clip; the end is not part of it. */
    public record Span(double from, double until) {
        boolean holds(double seconds) {
            return seconds >= from && seconds < until;
        }
    }

    /**
     * Someone's head in a frame.
     *
     * @param box the part of it that is inside the picture; empty when none is
     * @param headWidth of the whole head, pixels
     * @param visible the share of it that can be seen, in [0, 1]
     */
    public record Head(int id, Optional<Box> box, double headWidth, double visible) {
        /** From this share on, a head could be found: half hidden heads still show a face. */
        private static final double FINDABLE_VISIBLE = .5;

        /** The smallest heads that are asked for, in pixels of the frame. */
        private static final double FINDABLE_PIXELS = 16;

        boolean findable() {
            return box.isPresent() && visible >= FINDABLE_VISIBLE && headWidth >= FINDABLE_PIXELS;
        }
    }

    Someone person(int id) {
        return people.stream().filter(p -> p.id() == id).findFirst().orElseThrow();
    }
}
