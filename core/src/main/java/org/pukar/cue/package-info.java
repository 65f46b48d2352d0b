/**
 * What one frame says: faces and what was read from them, or why nothing was. In: {@link
 * org.pukar.camera.Frame}; out: {@link org.pukar.cue.FaceReading}. Start at {@link
 * org.pukar.cue.CueReader}. Next: {@code org.pukar.evidence}.
 */
package org.pukar.cue;
