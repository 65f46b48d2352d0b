/**
 * What each step costs by itself, by JMH: {@code ./pukar bench --steps}. Start at {@link
 * org.pukar.vision.bench.StepsMain}.
 */
package org.pukar.vision.bench;
