/**
 * {@code ./pukar cluster}: a cluster on this machine, and jobs on any. In: a command line; out: all
 * of it. Start at {@link org.pukar.cluster.command.ClusterCommand}. Next: {@code
 * org.pukar.cluster}.
 */
package org.pukar.cluster.command;
