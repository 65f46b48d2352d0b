/**
 * What a camera can read, and where in its picture: the installer's measure. In: reports of the
 * pipeline; out: {@link org.pukar.server.fitness.Fitness}. Next: {@code org.pukar.server.watch}.
 */
package org.pukar.server.fitness;
