/**
 * Words every stage shares: a place on Earth, a check, the nearest of known names. Nothing comes
 * in; every stage uses them. Start at {@link org.pukar.base.GeoPoint}. Next: {@code
 * org.pukar.camera}.
 */
package org.pukar.base;
