/**
 * Finds heads in a frame and says whether each can be read. In: {@link org.pukar.camera.Frame};
 * out: {@link org.pukar.cue.Face} and, where one can't be read, {@link org.pukar.cue.Abstention}.
 * Start at {@link org.pukar.vision.face.FaceFinder}. Next: {@code org.pukar.vision.expression}.
 */
package org.pukar.vision.face;
