package org.pukar.server.command;

import java.time.Instant;
import java.util.Optional;
import org.pukar.server.settings.City;

/** Starts a city whose cameras are authorised, as the demo does. */
final class Authorised {
    private Authorised() {}

    static RunningPukar start(City city) {
        DemoAuthorisations signer = new DemoAuthorisations(city.data());
        City trusted = signer.trust(city);
        RunningPukar pukar = RunningPukar.start(trusted, Optional.empty());
        signer.sign(trusted, pukar.authorisations(), Instant.now());
        return pukar;
    }
}
