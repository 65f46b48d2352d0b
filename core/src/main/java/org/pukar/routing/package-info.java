/**
 * Who is told: the station whose boundary holds the place, else the nearest open one; then the
 * nearest unit whose position is fresh. In: a place and a time; out: whom to tell, in order. Start
 * at {@link org.pukar.routing.Routing}. Next: {@code org.pukar.vision}.
 */
package org.pukar.routing;
