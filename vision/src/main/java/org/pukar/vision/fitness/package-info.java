/**
 * What a camera can read, and where in its picture: the installer's measure. In: reports of the
 * pipeline; out: {@link org.pukar.vision.fitness.Fitness}. Next: {@link
 * org.pukar.vision.watch.Watch}.
 */
package org.pukar.vision.fitness;
