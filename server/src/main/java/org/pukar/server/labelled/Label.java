package org.pukar.server.labelled;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pukar.cue.Expression;

/**
 * What a picture's folder says that the face in it looks like: the words of {@code read --json}.
 */
public enum Label {
    NEUTRAL,
    HAPPINESS,
    SURPRISE,
    SADNESS,
    ANGER,
    DISGUST,
    FEAR;

    /** The folder's name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its place in arrays of figures. */
    int place() {
        return List.of(values()).indexOf(this);
    }

    /** The label of a folder's name. */
    static Optional<Label> of(String folder) {
        return Arrays.stream(values()).filter(label -> label.word().equals(folder)).findAny();
    }

    /** All words, for messages. */
    static String words() {
        return Arrays.stream(values()).map(Label::word).collect(Collectors.joining(", "));
    }

    /** The probabilities in the order of the labels, shape {7}. */
    static double[] probabilities(Expression e) {
        return new double[] {
            e.neutral(), e.happiness(), e.surprise(), e.sadness(), e.anger(), e.disgust(), e.fear()
        };
    }
}
