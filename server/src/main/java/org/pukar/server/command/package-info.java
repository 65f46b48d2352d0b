/**
 * The commands: what is typed after {@code ./pukar}. Each reads its arguments, starts what it
 * needs, and turns every expected failure into one message and an exit code. Start at {@link
 * org.pukar.server.command.PukarCommand}.
 */
package org.pukar.server.command;
