/**
 * What moves from one machine to another: a camera's present, signals that wait; as bytes that are
 * written by hand. Pictures never do. In: records of core; out: bytes. Start at {@link
 * org.pukar.cluster.split.CameraSplit}. Next: {@code org.pukar.cluster.source}.
 */
package org.pukar.cluster.split;
