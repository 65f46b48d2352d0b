/**
 * The list of what is done with a frame, in order, in one place. In: {@link
 * org.pukar.camera.Frame}; out: readings, masks, signals. Start at {@link
 * org.pukar.vision.pipeline.Pipeline}. Next: {@code org.pukar.vision.fitness}.
 */
package org.pukar.vision.pipeline;
