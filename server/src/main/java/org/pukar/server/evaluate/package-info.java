/**
 * How well Pukar reads clips whose truth is known. In: a folder of clips, each with its truth; out:
 * shares with intervals, and a page that shows them. Start at {@link
 * org.pukar.server.evaluate.ClipReading}. Next: {@code org.pukar.server.command}.
 */
package org.pukar.server.evaluate;
