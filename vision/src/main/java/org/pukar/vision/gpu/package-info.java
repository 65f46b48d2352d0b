/**
 * The graphics card. In: what the settings want; out: whether nets and streams may go there now,
 * and one line when they can't. Start at {@link org.pukar.vision.gpu.Gpu}. Next: {@code
 * org.pukar.vision.capture}.
 */
package org.pukar.vision.gpu;
