/**
 * Pukar on many machines: the cameras as a job of Apache Flink. Start at {@link
 * org.pukar.cluster.Main}.
 */
package org.pukar.cluster;
