/**
 * Reads what an expression looks like: seven probabilities, or an abstention. In: a frame and one
 * of its faces; out: {@link org.pukar.cue.FaceReading}. Start at {@link
 * org.pukar.vision.expression.FaceExpression}. Next: {@code org.pukar.vision.mask}.
 */
package org.pukar.vision.expression;
