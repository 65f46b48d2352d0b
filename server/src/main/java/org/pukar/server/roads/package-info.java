/**
 * How long the way takes by road. In: an OpenStreetMap extract; out: driving times. Start at {@link
 * org.pukar.server.roads.RoadsOfMap}. Next: {@code org.pukar.vision.fitness}.
 */
package org.pukar.server.roads;
