package org.pukar.server.settings;

import java.util.List;

/** Settings that can't be used, with every problem found. */
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1;

    SettingsException(String file, List<String> problems) {
        super(
                "the settings have %d problem%s (%s)\n  %s"
                        .formatted(
                                problems.size(),
                                problems.size() == 1 ? "" : "s",
                                file,
                                String.join("\n  ", problems)));
    }
}
