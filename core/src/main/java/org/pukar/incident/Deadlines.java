package org.pukar.incident;

import java.time.Duration;
import org.pukar.evidence.Rank;

/**
 * How long each thing may take before it goes to another person, louder. A missed deadline never
 * dispatches.
 *
 * @param claimWish a request or a sign is taken within this; 15 s unless told (90 % in 15 s:
 *     NENA-STA-020.1)
 * @param claimExpression an expression is taken within this; 30 s unless told
 * @param review someone who took it decides within this, or it rings again; 60 s unless told
 * @param expire an expression that nobody decided on ends after this, its pictures erased; 5 min
 *     unless told
 * @param answer a station or unit answers within this, or the next is told; 30 s unless told
 * @param retry when nobody could be told, the desk shows it and all are tried again after this; 15
 *     s unless told
 * @param outcome whoever was sent reports the outcome within this, or is reminded, again and again;
 *     24 h unless told
 * @param group signals of a site within this of the last one are one situation; 5 min unless told
 */
public record Deadlines(
        Duration claimWish,
        Duration claimExpression,
        Duration review,
        Duration expire,
        Duration answer,
        Duration retry,
        Duration outcome,
        Duration group) {
    public Deadlines {
        check("claimWish", claimWish);
        check("claimExpression", claimExpression);
        check("review", review);
        check("expire", expire);
        check("answer", answer);
        check("retry", retry);
        check("outcome", outcome, Duration.ofDays(7));
        check("group", group);
    }

    private static void check(String name, Duration value) {
        check(name, value, Duration.ofHours(1));
    }

    private static void check(String name, Duration value, Duration most) {
        if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "%s must be from 1 s to %d h, got %s s"
                            .formatted(name, most.toHours(), value.toMillis() / 1000.0));
        }
    }

    public static Deadlines standard() {
        return new Deadlines(
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                Duration.ofHours(24),
                Duration.ofMinutes(5));
    }

    /**
     * How long it may ring before more people hear of it. A wish that nobody takes rings on for
     * ever, but after the third miss no oftener than four times that: who could hear it has heard.
     *
     * @param missed how many deadlines were missed before
     */
    Duration claim(Rank rank, int missed) {
        if (rank == Rank.EXPRESSION) {
            return claimExpression;
        }
        return missed < 2 ? claimWish : claimWish.multipliedBy(missed == 2 ? 2 : 4);
    }
}
