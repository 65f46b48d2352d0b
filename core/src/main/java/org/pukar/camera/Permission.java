package org.pukar.camera;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What a camera may do at a moment: nothing, and why; or some cues, with some zones black. */
public sealed interface Permission {
    /**
     * Nothing may be opened or decoded.
     *
     * @param why the rule, the value, the mend, in words
     */
    record Refused(String why) implements Permission {}

    /**
     * It may be read.
     *
     * @param cues what, no more than the settings and the authorisation name
     * @param zones what must be black first
     */
    record Allowed(Camera.Cues cues, List<PrivacyZone> zones) implements Permission {
        public Allowed {
            zones = List.copyOf(zones);
        }
    }

    /**
     * The rule.
     *
     * @param by signed by one whom the settings name, and not withdrawn
     * @param source the camera's address as an authorisation writes it
     * @param kind of the camera's place, by the settings
     * @param zone the city's time
     */
    static Permission of(
            Authorisation by,
            Camera camera,
            String source,
            PlaceKind kind,
            Instant now,
            ZoneId zone) {
        Optional<String> fault = fault(by, camera, source, kind, now);
        if (fault.isPresent()) {
            return new Refused(fault.get());
        }
        if (!by.hours().holds(now.atZone(zone).toLocalDateTime())) {
            return new Refused("it is outside its hours, " + by.hours().text());
        }
        return new Allowed(camera.cues().and(by.cues()), by.zones());
    }

    /** Why a record allows this camera nothing at any hour from now on; empty when it does. */
    static Optional<String> fault(
            Authorisation by, Camera camera, String source, PlaceKind kind, Instant now) {
        if (!by.cameraId().equals(camera.id())) {
            return Optional.of(
                    "it was signed for the camera %s, this one is %s"
                            .formatted(by.cameraId(), camera.id()));
        }
        if (!by.source().equals(source)) {
            return Optional.of(
                    "it was signed for the address %s, the settings say %s; sign it again"
                            .formatted(by.source(), source));
        }
        if (by.kind() != kind) {
            return Optional.of(
                    "it was signed for a place of the kind %s, the settings say %s; sign it again"
                            .formatted(by.kind(), kind));
        }
        if (now.isBefore(by.signedAt().minus(Authorisation.CLOCKS))) {
            return Optional.of(
                    "it is signed at %s, which is still to come; set the clocks right"
                            .formatted(by.signedAt()));
        }
        if (!now.isBefore(by.expiresAt())) {
            return Optional.of("it expired at %s; renew it".formatted(by.expiresAt()));
        }
        Camera.Cues cues = camera.cues().and(by.cues());
        return cues.expression() || cues.sign()
                ? Optional.empty()
                : Optional.of("it allows none of the cues that the settings ask for");
    }
}
