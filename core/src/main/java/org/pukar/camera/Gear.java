package org.pukar.camera;

import java.time.Duration;

/** How much of a camera's stream is decoded and read: most cameras see nobody most of the time. */
public enum Gear {
    /** Key frames only, at most one a second: is anybody there? */
    IDLE(Duration.ofSeconds(1)),
    /** Everything, five frames a second: somebody is there. */
    ACTIVE(Duration.ofMillis(200));

    private final Duration interval;

    Gear(Duration interval) {
        this.interval = interval;
    }

    /** The time between two frames that are read. */
    public Duration interval() {
        return interval;
    }
}
