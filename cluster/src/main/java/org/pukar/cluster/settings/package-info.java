/**
 * What a job is told, and the cameras' addresses from a settings file of the worker's own machine.
 * In: a command line, a file; out: records. Start at {@link
 * org.pukar.cluster.settings.JobSettings}. Next: {@code org.pukar.cluster.desk}.
 */
package org.pukar.cluster.settings;
