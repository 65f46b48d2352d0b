package org.pukar.evidence;

import java.time.Duration;

/**
 * How evidence is added up.
 *
 * @param lookLength readings of a face within this time count as one look, for they are not
 *     independent; 1 s unless told
 * @param falseAlarmsPerCameraDay the budget that the threshold is set from: at most so many signals
 *     a camera and day of continuous watching from faces that are not in distress; 0.1 unless told
 * @param exponent how fast chances of high sums fall, in (0, 1]: 1 where looks are independent,
 *     less where a face that is misread goes on being misread; {@link Calibration} measures it
 */
public record EvidenceSettings(
        Duration lookLength, double falseAlarmsPerCameraDay, double exponent) {
    /** Below it the threshold could not be passed by anybody's distress. */
    public static final double LEAST_EXPONENT = .1;

    public EvidenceSettings {
        if (lookLength.compareTo(Duration.ofMillis(200)) < 0
                || lookLength.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException(
                    "lookLength must be from 0.2 s to 10 s, got "
                            + lookLength.toMillis() / 1000.0
                            + " s");
        }
        if (!(falseAlarmsPerCameraDay >= 0.001 && falseAlarmsPerCameraDay <= 100)) {
            throw new IllegalArgumentException(
                    "falseAlarmsPerCameraDay must be in [0.001, 100], got "
                            + falseAlarmsPerCameraDay);
        }
        if (!(exponent >= LEAST_EXPONENT && exponent <= 1)) {
            throw new IllegalArgumentException(
                    "exponent must be in [" + LEAST_EXPONENT + ", 1], got " + exponent);
        }
    }

    /** As if looks were independent. */
    public EvidenceSettings(Duration lookLength, double falseAlarmsPerCameraDay) {
        this(lookLength, falseAlarmsPerCameraDay, 1);
    }

    /**
     * A look a second, a tenth of a false alarm a camera and day (docs/decisions/003-evidence.md).
     */
    public static EvidenceSettings standard() {
        return new EvidenceSettings(Duration.ofSeconds(1), 0.1);
    }

    /**
     * The evidence that makes a signal while {@code tracks} faces are followed at once: the natural
     * logarithm of the looks a day over the budget, over the exponent. By Lorden's bound a CUSUM of
     * log-likelihood ratios over independent looks passes h at most once in e^h looks (Lorden
     * 1971); over looks that depend on one another, about once in e^(exponent h).
     */
    public double threshold(int tracks) {
        double looksADay = 86_400e9 / lookLength.toNanos() * Math.max(1, tracks);
        return Math.log(looksADay / falseAlarmsPerCameraDay) / exponent;
    }
}
