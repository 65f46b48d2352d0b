/**
 * The desk, from a worker: its answers, or why there is none. In: records of {@link
 * org.pukar.vision.worker}; out: the desk's. Start at {@link org.pukar.cluster.desk.DeskClient}.
 * Next: {@code org.pukar.cluster.split}.
 */
package org.pukar.cluster.desk;
