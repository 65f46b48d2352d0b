package org.pukar.server.channel;

/**
 * A channel that fails at this moment.
 *
 * @param id its id
 * @param trouble why, in words
 */
public record ChannelFault(String id, String trouble) {}
