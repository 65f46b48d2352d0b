/**
 * Who did and who looked at what. In: a person, an act; out: nothing: it is only appended to. Start
 * at {@link org.pukar.server.audit.AuditLog}. Next: {@code org.pukar.server.desk}.
 */
package org.pukar.server.audit;
