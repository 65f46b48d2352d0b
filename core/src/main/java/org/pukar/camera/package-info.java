/**
 * What a camera is and what it hands over: one frame after another, or a fault. In: nothing; out:
 * {@link org.pukar.camera.Frame}. Start at {@link org.pukar.camera.FrameSource}. Next: {@code
 * org.pukar.cue}.
 */
package org.pukar.camera;
