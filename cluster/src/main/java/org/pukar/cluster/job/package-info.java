/**
 * The job: cameras and desk, one chain a task, and how Flink must keep it. In: a command line; out:
 * a job. Start at {@link org.pukar.cluster.job.Job}. Next: {@code org.pukar.cluster.command}.
 */
package org.pukar.cluster.job;
