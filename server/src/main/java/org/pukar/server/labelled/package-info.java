/**
 * How well Pukar reads single pictures whose labels are known. In: a folder of pictures for each
 * label; out: accuracy, areas under curves, calibration, with intervals, and a page that shows
 * them. Start at {@link org.pukar.server.labelled.FaceFigures}. Next: {@code
 * org.pukar.server.command}.
 */
package org.pukar.server.labelled;
