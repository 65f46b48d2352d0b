package org.pukar.evidence;

import java.time.Instant;
import org.pukar.cue.Expression;

/**
 * What one face looked like within about a second: one independent observation, made of all its
 * readings.
 *
 * @param at when it ended
 * @param distress the median of its readings' distress scores, in [0, 1]
 * @param expression the reading that the median came from
 * @param readings how many readings it has, at least 1
 * @param weight what it added to the evidence, or took from it
 * @param sum the evidence after this look, at least 0
 */
public record Look(
        Instant at,
        double distress,
        Expression expression,
        int readings,
        double weight,
        double sum) {}
