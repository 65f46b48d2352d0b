/**
 * The city's cameras as a source of Flink (FLIP-27): each is a split. The enumerator gives them to
 * readers by the desk's settings; a reader is a worker, which reads them as one machine does. In:
 * the desk's word; out: sightings. Start at {@link org.pukar.cluster.source.CameraSource}. Next:
 * {@code org.pukar.cluster.sink}.
 */
package org.pukar.cluster.source;
