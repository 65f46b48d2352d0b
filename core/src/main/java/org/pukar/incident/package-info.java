/**
 * From signals to a situation that people deal with: grouping, the state machine, deadlines. In:
 * {@link org.pukar.evidence.Signal}; out: {@link org.pukar.incident.Incident}. A pure step again:
 * {@link org.pukar.incident.Incidents} is the place to start. Next: {@code org.pukar.routing}.
 */
package org.pukar.incident;
