/**
 * Covers every head before a picture is encoded, and keeps the last half minute of covered pictures
 * in memory. In: a frame and where heads are or may be; out: masked pictures. Start at {@link
 * org.pukar.vision.mask.Masks}. Next: {@code org.pukar.vision.pipeline}.
 */
package org.pukar.vision.mask;
