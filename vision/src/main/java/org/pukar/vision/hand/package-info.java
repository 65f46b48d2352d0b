/**
 * Finds hands near faces and reads their 21 points. In: a frame and the faces that are followed;
 * out: {@link org.pukar.cue.HandReading}. Start at {@link org.pukar.vision.hand.HandFinder}. Next:
 * {@code org.pukar.vision.mask}.
 */
package org.pukar.vision.hand;
