package org.pukar.cue;

import java.util.Optional;

/**
 * One face and either what was read from it or why nothing was: exactly one of the two is there.
 *
 * @param face where
 * @param expression what it looks like
 * @param abstention why it was not read
 */
public record FaceReading(
        Face face, Optional<Expression> expression, Optional<Abstention> abstention) {
    public FaceReading {
        if (expression.isPresent() == abstention.isPresent()) {
            throw new IllegalArgumentException(
                    "a reading has either an expression or an abstention, got "
                            + (expression.isPresent() ? "both" : "neither"));
        }
    }

    public static FaceReading read(Face face, Expression expression) {
        return new FaceReading(face, Optional.of(expression), Optional.empty());
    }

    public static FaceReading abstained(Face face, Abstention why) {
        return new FaceReading(face, Optional.empty(), Optional.of(why));
    }
}
