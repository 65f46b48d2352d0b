package org.pukar.evidence;

/**
 * One coordinate of something that moves: a constant-velocity Kalman filter's state, in pixels and
 * pixels per second.
 *
 * @param position most likely position
 * @param velocity most likely velocity
 * @param positionVariance in square pixels
 * @param covariance of position and velocity
 * @param velocityVariance in square pixels per square second
 */
record Axis(
        double position,
        double velocity,
        double positionVariance,
        double covariance,
        double velocityVariance) {

    /** Standing at {@code position}, with a speed as unknown as {@code speedDeviation} says. */
    static Axis at(double position, double positionDeviation, double speedDeviation) {
        return new Axis(
                position,
                0,
                positionDeviation * positionDeviation,
                0,
                speedDeviation * speedDeviation);
    }

    /**
     * Where it should be {@code seconds} later when accelerations of that deviation push it about.
     */
    Axis after(double seconds, double accelerationDeviation) {
        double noise = accelerationDeviation * accelerationDeviation;
        double s2 = seconds * seconds;
        return new Axis(
                position + seconds * velocity,
                velocity,
                positionVariance
                        + 2 * seconds * covariance
                        + s2 * velocityVariance
                        + s2 * s2 / 4 * noise,
                covariance + seconds * velocityVariance + s2 * seconds / 2 * noise,
                velocityVariance + s2 * noise);
    }

    /** The state once it was seen at {@code measured}, with an error of that deviation. */
    Axis seenAt(double measured, double deviation) {
        double total = positionVariance + deviation * deviation;
        double gain = positionVariance / total;
        double velocityGain = covariance / total;
        double surprise = measured - position;
        return new Axis(
                position + gain * surprise,
                velocity + velocityGain * surprise,
                (1 - gain) * positionVariance,
                (1 - gain) * covariance,
                velocityVariance - velocityGain * covariance);
    }
}
