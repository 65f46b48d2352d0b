package org.pukar.vision.capture;

/**
 * How late a live stream's packets are decoded, by the times that its camera gave them. What this
 * machine can't decode in time waits in the network's buffers, a minute of it and more; so once it
 * is late, packets are skipped until it has caught up, and it goes on with a key frame. Who has to
 * wait for packets is not late, whatever their times say: clocks go wrong, and networks stand
 * still. For one thread.
 */
final class Lateness {
    /** Later than this is too late. Our choice: a reading within a second of what it shows. */
    static final double MOST_SECONDS = 1;

    /** It has caught up when so little is left. */
    private static final double LITTLE_SECONDS = .2;

    /** Whoever skips so long and does not catch up isn't late: the camera or the network waits. */
    private static final double PATIENCE_SECONDS = 1;

    /** For so long it is looked at whether packets have to be waited for. */
    private static final double WINDOW_SECONDS = 1;

    /** Share of that time from which on nothing is left to be decoded. */
    private static final double WAITING = .1;

    /** A camera's clock goes wrong by less, which is no lateness: 86 s a day. */
    private static final double DRIFT = 1e-3;

    /** Times that jump ahead by more are another clock's. */
    private static final double JUMP_SECONDS = 5;

    /** So are those that jump back by more; B frames go back by less. */
    private static final double BACK_SECONDS = 1;

    private double least = Double.NaN;
    private double lastStream;
    private double lastNow;
    private boolean late;
    private double lateSince;
    private double lateAtFirst;
    private double windowBegan = Double.NaN;
    private double windowWaited;
    private boolean busy;
    private double skipped;

    /**
     * Whether the next packet is skipped.
     *
     * @param stream when its turn is, seconds by the camera's clock
     * @param now seconds by ours
     * @param waited for it, in seconds
     * @param key whether a decoder can begin with it
     */
    boolean skips(double stream, double now, double waited, boolean key) {
        double step = stream - lastStream;
        look(stream, now, waited);
        double seconds = seconds(stream, now);
        if (!late && busy && seconds > MOST_SECONDS) {
            late = true;
            lateSince = now;
            lateAtFirst = seconds;
        }
        if (late && now - lateSince > PATIENCE_SECONDS) {
            if (lateAtFirst - seconds < PATIENCE_SECONDS / 4) {
                least = now - stream;
                seconds = 0;
            }
            lateSince = now;
            lateAtFirst = seconds;
        }
        if (late && key && seconds <= LITTLE_SECONDS) {
            late = false;
        }
        if (late && step > 0 && step < JUMP_SECONDS) {
            skipped += step;
        }
        return late;
    }

    /** Whether packets had to be waited for in the last second; then the last one is on time. */
    private void look(double stream, double now, double waited) {
        windowBegan = Double.isNaN(windowBegan) ? now : windowBegan;
        windowWaited += waited;
        if (now - windowBegan >= WINDOW_SECONDS) {
            busy = windowWaited < WAITING * (now - windowBegan);
            if (!busy && !late) {
                least = now - stream;
            }
            windowBegan = now;
            windowWaited = 0;
        }
    }

    /** The camera's clock and ours differ by something; the least difference is no lateness. */
    private double seconds(double stream, double now) {
        double behind = now - stream;
        boolean another = stream < lastStream - BACK_SECONDS || stream > lastStream + JUMP_SECONDS;
        least =
                Double.isNaN(least) || another
                        ? behind
                        : Math.min(behind, least + DRIFT * (now - lastNow));
        lastStream = stream;
        lastNow = now;
        return behind - least;
    }

    /** How late the last packet was, in seconds. */
    double seconds() {
        return Double.isNaN(least) ? 0 : lastNow - lastStream - least;
    }

    /** How much of the stream was skipped, in its seconds. */
    double skippedSeconds() {
        return skipped;
    }
}
