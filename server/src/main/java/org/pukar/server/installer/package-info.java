/**
 * The installer's page: what a camera can read, as a file, as lines and as JSON. In: {@link
 * org.pukar.vision.fitness.Fitness}. Next: {@code org.pukar.server.command}.
 */
package org.pukar.server.installer;
