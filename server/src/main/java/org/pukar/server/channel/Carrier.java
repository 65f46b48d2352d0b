package org.pukar.server.channel;

/**
 * One type of channel's own way of sending. It is called by one thread at a time, may take long or
 * hang, and keeps to its time-outs as well as it can: whoever calls it stops waiting anyway.
 */
interface Carrier extends AutoCloseable {
    /** Hands an alert over; it was taken when this returns. */
    void send(Outgoing outgoing) throws DeliveryException;

    /** Whether the other side can be reached. Nothing is said there that a person would notice. */
    void probe() throws DeliveryException;

    @Override
    void close();
}
