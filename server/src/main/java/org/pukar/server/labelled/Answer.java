package org.pukar.server.labelled;

import java.util.Optional;
import org.pukar.cue.FaceReading;

/**
 * What one picture came to.
 *
 * @param reading of its largest face; empty when no face was found
 */
public record Answer(Label label, Optional<FaceReading> reading) {
    /** The probabilities in the labels' order, shape {7}; empty when nothing was read. */
    Optional<double[]> probabilities() {
        return reading.flatMap(FaceReading::expression).map(Label::probabilities);
    }
}
