package org.pukar.cue;

/**
 * A hand near a face that is followed.
 *
 * @param track the face's track
 * @param points where and how it is held
 */
public record HandReading(long track, HandPoints points) {}
