/**
 * What must be done once data may have got out. In: when that became known, words of whoever looks
 * into it; out: what is due by when, and drafts. Start at {@link org.pukar.server.breach.Breaches}.
 * Next: {@code org.pukar.server.sign}.
 */
package org.pukar.server.breach;
