/**
 * Who did and who looked at what, as a tree of hashes that only grows. In: a person, an act; out:
 * signed heads, proofs, findings. Start at {@link org.pukar.server.audit.AuditLog} for what is
 * entered, at {@link org.pukar.server.audit.PublishedLog} for what others can check. Next: {@code
 * org.pukar.server.desk}.
 */
package org.pukar.server.audit;
