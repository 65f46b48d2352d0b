/**
 * Whether clocks agree. In: the server's clock, the database's, a time server's; out: which of them
 * differ by more than a second. Start at {@link org.pukar.server.clock.ClockWatch}. Next: {@code
 * org.pukar.server.audit}.
 */
package org.pukar.server.clock;
