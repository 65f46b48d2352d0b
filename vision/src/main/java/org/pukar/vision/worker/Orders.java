package org.pukar.vision.worker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.camera.Permission;
import org.pukar.camera.PrivacyZone;
import org.pukar.vision.capture.Address;

/**
 * What the desk answers to a {@link Report}: what each of its cameras may do now.
 *
 * @param task the settings, which may have changed
 * @param cameras those of the report that the settings have, and no others
 */
public record Orders(CityTask task, List<OfCamera> cameras) {
    public Orders {
        cameras = List.copyOf(cameras);
    }

    /**
     * A camera as the settings have it, but for its address, and what it may do now.
     *
     * @param address a mark of it, see {@link #mark}: the worker's own settings must say the same,
     *     else it was signed for another picture
     * @param refused why nothing may be opened; empty when it may
     * @param cues what may be read, of what the settings ask for
     * @param zones what must be black
     * @param attended whether somebody is on shift who would look at an expression
     */
    public record OfCamera(
            String id,
            String site,
            String name,
            double latitude,
            double longitude,
            boolean loop,
            Camera.Cues asked,
            String address,
            Optional<String> refused,
            Camera.Cues cues,
            List<String> zones,
            boolean attended) {
        public OfCamera {
            zones = List.copyOf(zones);
        }

        public static OfCamera of(Camera camera, Permission permission, boolean attended) {
            boolean may = permission instanceof Permission.Allowed;
            return new OfCamera(
                    camera.id(),
                    camera.siteId(),
                    camera.name(),
                    camera.place().latitude(),
                    camera.place().longitude(),
                    camera.loop(),
                    camera.cues(),
                    mark(camera.source()),
                    permission instanceof Permission.Refused r
                            ? Optional.of(r.why())
                            : Optional.empty(),
                    permission instanceof Permission.Allowed a
                            ? a.cues()
                            : new Camera.Cues(false, false),
                    permission instanceof Permission.Allowed a
                            ? a.zones().stream().map(PrivacyZone::text).toList()
                            : List.of(),
                    may && attended);
        }

        /**
         * A mark of a camera's address, without what is secret in it; of a file its name alone, for
         * folders differ from machine to machine.
         */
        public static String mark(String source) {
            String shown = Address.withoutSecrets(source);
            String place = shown.contains("://") ? shown : shown.replaceFirst(".*/", "");
            try {
                return HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(place.getBytes(StandardCharsets.UTF_8)),
                                0,
                                8);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        /** The camera, at the address that the worker knows. */
        public Camera camera(String source) {
            return new Camera(
                    id, site, name, new GeoPoint(latitude, longitude), source, loop, asked);
        }

        public Permission permission() {
            return refused.isPresent()
                    ? new Permission.Refused(refused.get())
                    : new Permission.Allowed(cues, zones.stream().map(PrivacyZone::read).toList());
        }
    }
}
