/**
 * The desk's work: signals become incidents, people decide, deadlines pass, stations and units are
 * told. In: {@link org.pukar.evidence.Signal}s and what people do; out: incidents and alerts in the
 * database, and word to every open page. Start at {@link org.pukar.server.desk.Desk}. Next: {@code
 * org.pukar.server.drill}.
 */
package org.pukar.server.desk;
