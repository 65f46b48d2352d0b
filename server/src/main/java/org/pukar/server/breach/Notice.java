package org.pukar.server.breach;

import java.time.Duration;

/** Who must be told of a breach, and by when. What "without delay" means is our choice: a day. */
public enum Notice {
    /** CERT-In's directions of 28 April 2022, (ii): 6 hours after noticing. */
    CERT_IN(Duration.ofHours(6)),
    /** The Data Protection Board, at first: DPDP Rules 2025, 7(2)(a), without delay. */
    BOARD(Duration.ofDays(1)),
    /** Everybody affected: DPDP Rules 2025, 7(1), without delay. */
    PEOPLE(Duration.ofDays(1)),
    /** The Board, in full: DPDP Rules 2025, 7(2)(b), 72 hours. */
    BOARD_IN_FULL(Duration.ofDays(3));

    private final Duration within;

    Notice(Duration within) {
        this.within = within;
    }

    /** Counted from when it became known. */
    public Duration within() {
        return within;
    }
}
