/**
 * What the desk was worth: counts, shares, rates and times from the log. In: incidents, what
 * happened to them, how long each camera was watched; out: figures with their denominators, as a
 * page's numbers and as CSV. Start at {@link org.pukar.server.figures.FiguresStore}. Next: {@code
 * org.pukar.server.sign}.
 */
package org.pukar.server.figures;
