package org.pukar.camera;

import org.pukar.base.GeoPoint;

/**
 * One camera of a site.
 *
 * @param id short, unique in the city, safe in a URL: letters, digits, hyphens
 * @param siteId the site it watches
 * @param name what people call it
 * @param place where it stands
 * @param source what to open: a file, a folder of stills, {@code rtsp://}, {@code http://} or
 *     {@code /dev/video0}
 * @param loop whether a file starts again at its end (a demo's camera)
 * @param cues what is read there
 */
public record Camera(
        String id,
        String siteId,
        String name,
        GeoPoint place,
        String source,
        boolean loop,
        Cues cues) {
    /**
     * What a camera is good enough to be asked for; faces are found and masked whatever it is.
     *
     * @param expression whether faces are read
     * @param sign whether hands are looked for
     */
    public record Cues(boolean expression, boolean sign) {
        public static Cues all() {
            return new Cues(true, true);
        }

        /** What both ask for. */
        public Cues and(Cues other) {
            return new Cues(expression && other.expression, sign && other.sign);
        }
    }

    /** A camera that is asked for everything. */
    public Camera(
            String id, String siteId, String name, GeoPoint place, String source, boolean loop) {
        this(id, siteId, name, place, source, loop, Cues.all());
    }
}
