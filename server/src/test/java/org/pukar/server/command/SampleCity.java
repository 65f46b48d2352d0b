package org.pukar.server.command;

import java.nio.file.Path;
import org.pukar.server.settings.City;
import org.pukar.server.settings.SettingsException;
import org.pukar.server.settings.SettingsFile;

/** The sample city of the checkout, with its data elsewhere and on any free port. */
public final class SampleCity {
    private SampleCity() {}

    public static City in(Path data) throws SettingsException {
        return SettingsFile.read(PukarCommand.home().resolve("sample/pukar.yaml")).with(data, 0);
    }
}
