package org.pukar.server.channel;

import java.util.List;

/** Channels that can't be opened, with every reason found. */
public final class ChannelException extends Exception {
    private static final long serialVersionUID = 1;

    ChannelException(List<String> problems) {
        super(
                "the channels have %d problem%s\n  %s"
                        .formatted(
                                problems.size(),
                                problems.size() == 1 ? "" : "s",
                                String.join("\n  ", problems)));
    }
}
