/**
 * Cues in, signals out: faces followed from frame to frame, each compared with its own baseline,
 * and a sequential test that asks for a person to look once the evidence has passed a threshold set
 * from a budget of false alarms. Pure steps: immutable state in, state out, time comes with the
 * data. Start at {@link org.pukar.evidence.CameraWatch}. Next: {@code org.pukar.incident}.
 */
package org.pukar.evidence;
