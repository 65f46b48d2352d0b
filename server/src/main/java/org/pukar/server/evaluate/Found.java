package org.pukar.server.evaluate;

import java.util.Optional;
import org.pukar.cue.Abstention;
import org.pukar.cue.Box;
import org.pukar.cue.Expression;
import org.pukar.cue.FaceReading;

/**
 * A face that a program found in a frame.
 *
 * @param distress how like distress it was read, in [0, 1]; empty when it was not read
 * @param abstention why not, as far as the program says
 */
record Found(Box box, Optional<Double> distress, Optional<Abstention> abstention) {
    static Found of(FaceReading reading) {
        return new Found(
                reading.face().box(),
                reading.expression().map(Expression::distress),
                reading.abstention());
    }
}
