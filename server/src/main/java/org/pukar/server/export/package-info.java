/**
 * Evidence for a court. In: one incident; out: a sealed and signed bundle with its masked pictures,
 * its history, the hash of each part and the draft of a certificate, which docs/verify/ checks
 * without Pukar. Start at {@link org.pukar.server.export.CourtExport}. Next: {@code
 * org.pukar.server.desk}.
 */
package org.pukar.server.export;
