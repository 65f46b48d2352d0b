package org.pukar.vision.worker;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.pukar.evidence.EvidenceSettings;

/**
 * What the desk's settings say to workers. No address of a camera is among it: workers have those
 * from a settings file of their own, for passwords never leave it.
 *
 * @param timeZone the city's
 * @param lookMillis length of a look
 * @param falseAlarmsPerCameraDay the budget
 * @param exponent see {@link EvidenceSettings}
 * @param cameras every camera's id, in the settings' order
 */
public record CityTask(
        String timeZone,
        long lookMillis,
        double falseAlarmsPerCameraDay,
        double exponent,
        List<String> cameras) {
    public CityTask {
        cameras = List.copyOf(cameras);
    }

    public static CityTask of(ZoneId zone, EvidenceSettings evidence, List<String> cameras) {
        return new CityTask(
                zone.getId(),
                evidence.lookLength().toMillis(),
                evidence.falseAlarmsPerCameraDay(),
                evidence.exponent(),
                cameras);
    }

    public EvidenceSettings evidence() {
        return new EvidenceSettings(
                Duration.ofMillis(lookMillis), falseAlarmsPerCameraDay, exponent);
    }

    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    /** Whether cameras that are read by the other must begin anew with this. */
    public boolean readsAs(CityTask other) {
        return timeZone.equals(other.timeZone) && evidence().equals(other.evidence());
    }
}
