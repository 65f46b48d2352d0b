package org.pukar.server.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pukar.camera.Camera;
import org.pukar.camera.Permission;
import org.pukar.server.settings.City;
import org.pukar.server.settings.SettingsException;
import org.pukar.server.settings.SettingsFile;
import org.pukar.server.store.Database;
import org.pukar.server.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pukar watch}: cameras, desk and console of a city, until it is stopped. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "Watch a city's cameras and serve its console, until stopped with Ctrl-C.")
final class WatchCommand implements Callable<Integer> {
    @Mixin private CityOptions options = new CityOptions();

    @Option(
            names = "--check",
            description = "Only read the settings, and say what is wrong with them.")
    private boolean check;

    @Option(
            names = "--workers",
            description =
                    "Leave the cameras to workers on this and other machines, see ./pukar cluster"
                            + " --help.")
    private boolean workers;

    @Override
    public Integer call() {
        City city = options.city();
        if (check) {
            System.out.printf(
                    "the settings are sound: %d sites, %d cameras, %d stations, %d units%n",
                    city.sites().size(),
                    city.cameras().size(),
                    city.stations().size(),
                    city.units().size());
            return 0;
        }
        try (RunningPukar pukar =
                RunningPukar.start(city, options.server(), workers)
                        .follow(options.file(), options::read, SettingsWatch.EVERY)) {
            System.out.println(
                    (workers ? "Pukar waits for workers of " : "Pukar watches ")
                            + city.name()
                            + ": "
                            + pukar.address());
            if (pukar.accounts().list().isEmpty()) {
                System.out.println(
                        "Nobody can sign in yet. Add someone with: ./pukar user add NAME --role"
                                + " reviewer --config "
                                + options.file());
            }
            sayWhatIsClosed(city, pukar);
            pukar.waitForEnd();
        }
        return 0;
    }

    private void sayWhatIsClosed(City city, RunningPukar pukar) {
        List<Camera> closed =
                city.cameras().stream()
                        .filter(
                                c ->
                                        pukar.authorisations().permission(c)
                                                instanceof Permission.Refused)
                        .toList();
        if (!closed.isEmpty()) {
            System.out.printf(
                    "%d of %d cameras are closed: they are not authorised now. See why with:"
                            + " ./pukar authorise show --config %s%n",
                    closed.size(), city.cameras().size(), options.file());
        }
        if (!city.safeguards().live()) {
            System.out.println(
                    "Exercise mode: people elsewhere are told of everything as an exercise.");
        }
    }

    /** Where the settings, the data and the database are: shared by the commands that need them. */
    static final class CityOptions {
        @Option(
                names = "--config",
                required = true,
                paramLabel = "FILE",
                description = "The settings, such as sample/pukar.yaml.")
        private Path file = Path.of("pukar.yaml");

        @Option(
                names = "--data",
                paramLabel = "FOLDER",
                description = "Keep everything here instead of where the settings say.")
        private Optional<Path> data = Optional.empty();

        @Option(
                names = "--port",
                description = "The console's port instead of the settings'; 0 for any free one.")
        private Optional<Integer> port = Optional.empty();

        @Option(
                names = "--database",
                paramLabel = "JDBC",
                description =
                        "A PostgreSQL server, such as"
                            + " jdbc:postgresql://host/pukar?user=..&password=..; else the embedded"
                            + " one.")
        private Optional<String> server = Optional.empty();

        City city() {
            try {
                return read();
            } catch (SettingsException e) {
                throw new FailedException(e);
            }
        }

        /** As {@link #city}, for a file that may have changed. */
        City read() throws SettingsException {
            City city = SettingsFile.read(file);
            return city.with(data.orElse(city.data()).toAbsolutePath(), port.orElse(city.port()));
        }

        /** The city's database, beside a Pukar that may run on it. */
        Database database(City city) {
            try {
                return Database.open(city.data(), server, false);
            } catch (StoreException e) {
                throw new FailedException(e);
            }
        }

        /** Fails unless this can name a person or a program. */
        static void checkName(String name) {
            if (!name.matches("[\\p{L}0-9][\\p{L}0-9.-]{1,39}")) {
                throw new FailedException(
                        "a name must be 2 to 40 letters, digits, dots or hyphens, got " + name);
            }
        }

        Optional<String> server() {
            return server;
        }

        Path file() {
            return file;
        }
    }
}
