package org.pukar.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pukar.server.settings.City;
import org.pukar.server.settings.SettingsException;
import org.pukar.server.settings.SettingsFile;
import org.pukar.server.signin.Passwords;
import org.pukar.server.store.AccountStore;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;
import org.pukar.server.store.ClientStore;
import org.pukar.server.store.SecretFile;
import org.pukar.server.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pukar demo}: the sample city with rendered people, ready to sign in to. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Run the sample city with rendered people on this machine: prints the address and"
                        + " the sign-ins.")
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "The console's port, ${DEFAULT-VALUE} unless told; 0 for any free one.")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Keep everything here; data/demo unless told.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--workers",
            description = "Leave the cameras to workers, and say how to start them.")
    private boolean workers;

    @Override
    public Integer call() {
        Path folder = data.orElse(PukarCommand.home().resolve("data/demo")).toAbsolutePath();
        DemoAuthorisations signer = new DemoAuthorisations(folder);
        City city = signer.trust(sample().with(folder, port));
        Path keys = folder.resolve("points");
        try (RunningPukar pukar = RunningPukar.start(city, Optional.empty(), workers);
                DemoPoles poles = new DemoPoles(city, keys, pukar.address())) {
            List<String> signIns = signIns(pukar.accounts(), city);
            makeKeys(city, pukar, keys);
            signer.sign(city, pukar.authorisations(), Instant.now());
            poles.start();
            System.out.println();
            System.out.println("  Pukar, " + city.name() + ": " + city.note());
            System.out.println("  Open    " + pukar.address());
            signIns.forEach(line -> System.out.println("  " + line));
            System.out.println(
                    "  Nobody is on shift, so no expression is read. Sign in as meera, and reading"
                            + " starts:");
            System.out.println(
                    "  within half a minute somebody at the bus stop will look as if they needed"
                            + " help.");
            city.points().stream()
                    .findFirst()
                    .ifPresent(p -> sayHowToAsk(p, keys, pukar.address()));
            if (workers) {
                sayHowToStartWorkers(pukar, folder);
            }
            System.out.println("  Stop with Ctrl-C. Everything is kept in " + folder);
            System.out.println();
            pukar.waitForEnd();
        }
        return 0;
    }

    private static void sayHowToStartWorkers(RunningPukar pukar, Path folder) {
        Path key = folder.resolve("workers.key");
        try {
            Optional<String> made =
                    new ClientStore(pukar.database().jdbc())
                            .add("workers", ClientStore.Kind.WORKER, Instant.now());
            if (made.isPresent()) {
                SecretFile.write(key, made.get() + "\n");
            }
        } catch (IOException e) {
            throw new FailedException("the folder must be writable: " + key);
        }
        System.out.println(
                "  Cameras are left to workers. Start them: ./pukar cluster up --workers 3 --config"
                        + " sample/pukar.yaml --key-file %s --desk %s"
                                .formatted(key, pukar.address()));
    }

    private static void makeKeys(City city, RunningPukar pukar, Path keys) {
        try {
            PointCommand.keys(city, pukar.points(), keys, Instant.now());
        } catch (IOException e) {
            throw new FailedException("the folder must be writable: " + keys);
        }
    }

    private static void sayHowToAsk(City.Point point, Path keys, String address) {
        System.out.println("  Ask for help from a phone: " + address + "/help/" + point.id());
        System.out.println(
                "  or press a panic point: ./pukar point send %s --address %s --key-file %s"
                        .formatted(point.id(), address, keys.resolve(point.id() + ".key")));
    }

    private static City sample() {
        try {
            return SettingsFile.read(PukarCommand.home().resolve("sample/pukar.yaml"));
        } catch (SettingsException e) {
            throw new FailedException(e);
        }
    }

    /**
     * Made at the first start with passwords of their own, and kept beside the data to be printed
     * again.
     */
    private static List<String> signIns(AccountStore accounts, City city) {
        Path file = city.data().resolve("sign-ins.txt");
        try {
            if (!accounts.list().isEmpty() && Files.exists(file)) {
                return Files.readAllLines(file);
            }
            List<String> lines = new ArrayList<>();
            lines.add(
                    add(
                            accounts,
                            "meera",
                            Role.REVIEWER,
                            Optional.empty(),
                            "reviewer in the control room",
                            city));
            lines.add(
                    add(
                            accounts,
                            "arjun",
                            Role.REVIEWER,
                            Optional.of(city.stations().get(0).id()),
                            "reviewer at a station's desk",
                            city));
            for (var unit : city.units()) {
                lines.add(
                        add(
                                accounts,
                                unit.id(),
                                Role.OFFICER,
                                Optional.of(unit.id()),
                                "officer of " + unit.name(),
                                city));
            }
            lines.add(
                    add(
                            accounts,
                            "supervisor",
                            Role.SUPERVISOR,
                            Optional.empty(),
                            "supervisor",
                            city));
            lines.add(add(accounts, "engineer", Role.ENGINEER, Optional.empty(), "engineer", city));
            lines.add(
                    add(
                            accounts,
                            "privacy",
                            Role.PRIVACY,
                            Optional.empty(),
                            "privacy officer",
                            city));
            SecretFile.write(file, String.join("\n", lines) + "\n");
            return lines;
        } catch (IOException | StoreException e) {
            throw new FailedException(e);
        }
    }

    private static String add(
            AccountStore accounts,
            String name,
            Role role,
            Optional<String> post,
            String what,
            City city)
            throws StoreException {
        String password = SecretFile.readOrMake(city.data().resolve("password-" + name), 9);
        accounts.add(new Account(name, new Passwords().hash(password), role, post, false));
        return "%-10s %s   (%s)".formatted(name, password, what);
    }
}
