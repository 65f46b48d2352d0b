/**
 * Exercises: drills that go through everything, one alarm a night for each station, known pictures
 * among those that people decide on. In: the settings, a person's wish, the desk's incidents; out:
 * incidents that are marked as exercises, and how soon each step came. Start at {@link
 * org.pukar.server.drill.Drills}. Next: {@code org.pukar.server.point}.
 */
package org.pukar.server.drill;
