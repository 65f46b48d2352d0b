/**
 * Signals on their way from a task to the desk. In: sightings; out: calls to the desk. Start at
 * {@link org.pukar.cluster.sink.DeskSink}. Next: {@code org.pukar.cluster.job}.
 */
package org.pukar.cluster.sink;
