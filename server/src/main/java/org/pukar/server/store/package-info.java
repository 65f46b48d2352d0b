/**
 * What is kept: PostgreSQL, on this machine or a server of its own, and the seal on pictures. In:
 * incidents, signals, masked pictures, accounts; out: the same, after a crash too. Start at {@link
 * org.pukar.server.store.Database}. Next: {@code org.pukar.server.clock}.
 */
package org.pukar.server.store;
