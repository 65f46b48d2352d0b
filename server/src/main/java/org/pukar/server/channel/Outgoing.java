package org.pukar.server.channel;

import org.pukar.server.settings.Channel;
import org.pukar.server.store.Alert;

/**
 * An alert that may go out over a channel. Whatever leaves takes one of these, and none can be made
 * of an exercise or a test for a channel that wants none: this is the one place that keeps
 * exercises away from live stations.
 *
 * @param channel the one it is for
 * @param alert what is told
 */
record Outgoing(Channel channel, Alert alert) {
    Outgoing {
        if (!alert.channel().equals(channel.id())) {
            throw new IllegalArgumentException(
                    "an alert goes out over its own channel, %s, got %s"
                            .formatted(alert.channel(), channel.id()));
        }
        if (!mayGo(channel, alert)) {
            throw new IllegalArgumentException(
                    "an exercise never goes out over a channel without exercises: true, got %s over"
                                    .formatted(alert.status())
                            + " "
                            + channel.id());
        }
    }

    /** Whether one can be made. */
    static boolean mayGo(Channel channel, Alert alert) {
        return alert.status() == Alert.Status.ACTUAL || channel.exercises();
    }
}
