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
 */
public record Camera(
        String id, String siteId, String name, GeoPoint place, String source, boolean loop) {}
