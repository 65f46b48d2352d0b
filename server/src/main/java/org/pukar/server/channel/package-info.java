/**
 * The ways out of the desk. In: alerts that the desk wrote with each step; out: webhooks, MQTT,
 * mail and SMS, each on a thread of its own, at least once, until a person there says that they saw
 * it. Start at {@link org.pukar.server.channel.Channels}. Next: {@code org.pukar.server.figures}.
 */
package org.pukar.server.channel;
