/**
 * Panic points: signed messages by any way, each taken once, forged and replayed ones refused and
 * counted; and which of them have fallen silent. In: a signed text; out: a request, or a line in
 * the point's life. Start at {@link org.pukar.server.point.PointGate}. Next: {@code
 * org.pukar.server.web}.
 */
package org.pukar.server.point;
