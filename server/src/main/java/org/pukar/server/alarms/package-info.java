/**
 * How often Pukar signals where nothing happens, and whether it sees the Signal for Help. In:
 * folders of films; out: rates with their upper bounds, shares with intervals, and a page. Start at
 * {@link org.pukar.server.alarms.Films}. Next: {@code org.pukar.server.command}.
 */
package org.pukar.server.alarms;
