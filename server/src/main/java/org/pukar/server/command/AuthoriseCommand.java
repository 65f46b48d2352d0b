package org.pukar.server.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pukar.base.NearestName;
import org.pukar.camera.Authorisation;
import org.pukar.camera.Camera;
import org.pukar.camera.Permission;
import org.pukar.camera.PrivacyZone;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.authorisation.AuthorisationException;
import org.pukar.server.authorisation.Authorisations;
import org.pukar.server.authorisation.SignerKeys;
import org.pukar.server.settings.City;
import org.pukar.server.settings.PresentCameras;
import org.pukar.server.store.Database;
import org.pukar.server.store.SecretFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code pukar authorise}: signed records that let cameras be opened. Works beside a running Pukar.
 */
@Command(
        name = "authorise",
        mixinStandardHelpOptions = true,
        description = "Say, signed, which cameras may be opened, for what and until when.",
        subcommands = {
            AuthoriseCommand.Key.class,
            AuthoriseSign.class,
            AuthoriseCommand.Add.class,
            AuthoriseCommand.Show.class,
            AuthoriseCommand.Withdraw.class
        })
final class AuthoriseCommand implements Callable<Integer> {
    /** Who acts on the command line: whoever may open the database. */
    static final String OPERATOR = "operator";

    @Override
    public Integer call() {
        throw new FailedException(
                "say what to do: authorise key, sign, add, show or withdraw; see ./pukar authorise"
                        + " --help");
    }

    /** {@code pukar authorise key}. */
    @Command(
            name = "key",
            mixinStandardHelpOptions = true,
            description =
                    "Make a signer's key: FILE holds the private half, FILE.public what the"
                            + " settings need.")
    static final class Key implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "Must not be there yet.")
        private Path file = Path.of("signer.key");

        @Option(
                names = "--name",
                required = true,
                description = "Who signs with it, as records will say.")
        private String name = "";

        @Override
        public Integer call() {
            Path open = file.resolveSibling(file.getFileName() + ".public");
            if (Files.exists(file) || Files.exists(open)) {
                throw new FailedException(
                        "a key is never written over, there is one at "
                                + file
                                + "; choose another name");
            }
            KeyPair made = SignerKeys.make();
            try {
                SecretFile.write(file, SignerKeys.text(made.getPrivate()) + "\n");
                Files.writeString(open, SignerKeys.text(made.getPublic()) + "\n");
            } catch (IOException e) {
                throw new FailedException("the folder of the key must be writable: " + file);
            }
            System.out.println("Keep " + file + " to yourself. Into the settings goes:");
            System.out.println("authorisation:");
            System.out.println("  signers:");
            System.out.println("    - name: " + name);
            System.out.println("      key: " + SignerKeys.text(made.getPublic()));
            return 0;
        }
    }

    /** {@code pukar authorise add}. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Bring signed authorisations into force.")
    static final class Add implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Parameters(
                paramLabel = "FILE",
                arity = "1..*",
                description = "As authorise sign wrote it; one that is refused keeps no other out.")
        private List<Path> files = List.of();

        @Override
        public Integer call() {
            City city = options.city();
            List<String> refused = new ArrayList<>();
            try (Database database = options.database(city)) {
                Authorisations all = authorisations(city, database);
                for (Path file : files) {
                    try {
                        Authorisation a = all.add(read(file, "authorisation"), OPERATOR);
                        log(database, AuditLog.Act.ADDED_AUTHORISATION, a.cameraId());
                        System.out.println(
                                "camera %s may be opened until %s"
                                        .formatted(a.cameraId(), a.expiresAt()));
                    } catch (AuthorisationException e) {
                        refused.add(named(file) + e.why());
                    } catch (FailedException e) {
                        refused.add(String.valueOf(e.getMessage()));
                    }
                }
            }
            if (!refused.isEmpty()) {
                throw new FailedException(String.join("\npukar: ", refused));
            }
            return 0;
        }

        /** Which one it is, where there are several. */
        private String named(Path file) {
            return files.size() > 1 ? file + ": " : "";
        }
    }

    /** {@code pukar authorise show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show what each camera may do now, and why not.")
    static final class Show implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Option(names = "--json", description = "As one JSON array.")
        private boolean json;

        @Override
        public Integer call() {
            City city = options.city();
            try (Database database = options.database(city)) {
                List<Map<String, Object>> lines =
                        authorisations(city, database).list().stream().map(Show::line).toList();
                if (json) {
                    System.out.println(JsonMapper.shared().writeValueAsString(lines));
                    return 0;
                }
                for (Map<String, Object> line : lines) {
                    System.out.printf(
                            "%-20s %-10s %s%n",
                            line.get("camera"),
                            Boolean.TRUE.equals(line.get("allowed")) ? "allowed" : "refused",
                            Boolean.TRUE.equals(line.get("allowed"))
                                    ? "until " + line.get("expires")
                                    : line.get("why"));
                }
                return 0;
            }
        }

        private static Map<String, Object> line(Authorisations.Shown shown) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("camera", shown.camera().id());
            line.put("allowed", shown.permission() instanceof Permission.Allowed);
            line.put("why", shown.permission() instanceof Permission.Refused r ? r.why() : "");
            shown.record()
                    .ifPresent(
                            a -> {
                                line.put("purpose", a.purpose());
                                line.put("ground", a.ground());
                                line.put("owner", a.owner());
                                line.put("hours", a.hours().text());
                                line.put(
                                        "zones",
                                        a.zones().stream().map(PrivacyZone::text).toList());
                                line.put("signer", a.signer());
                                line.put("signed", a.signedAt().toString());
                                line.put("expires", a.expiresAt().toString());
                                line.put("endsSoon", shown.endsSoon());
                            });
            line.put("stopped", shown.stopped());
            return line;
        }
    }

    /** {@code pukar authorise withdraw}. */
    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            description = "End what was signed for a camera; it closes within two seconds.")
    static final class Withdraw implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Parameters(paramLabel = "CAMERA", description = "A camera's id in the settings.")
        private String id = "";

        @Option(names = "--why", required = true, description = "For everybody who asks later.")
        private String why = "";

        @Override
        public Integer call() {
            City city = options.city();
            try (Database database = options.database(city)) {
                authorisations(city, database).withdraw(camera(city, id).id(), OPERATOR, why);
                log(database, AuditLog.Act.WITHDREW_AUTHORISATION, id + ": " + why);
                System.out.println("withdrawn for " + id);
                return 0;
            } catch (AuthorisationException e) {
                throw new FailedException(e.why());
            }
        }
    }

    private static Authorisations authorisations(City city, Database database) {
        return new Authorisations(
                        city,
                        PresentCameras.of(city),
                        database.jdbc(),
                        java.time.InstantSource.system())
                .look();
    }

    private static void log(Database database, AuditLog.Act act, String detail) {
        new AuditLog(database.jdbc()).add(OPERATOR, act, Optional.empty(), detail);
    }

    static String read(Path file, String what) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new FailedException(
                    "the %s must be a file that can be read as text, found none at %s"
                            .formatted(what, file));
        }
    }

    static Camera camera(City city, String id) {
        List<String> ids = city.cameras().stream().map(Camera::id).toList();
        return city.cameras().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                new FailedException(
                                        "CAMERA must be a camera's id in the settings, got "
                                                + id
                                                + NearestName.of(id.toLowerCase(Locale.ROOT), ids)
                                                        .map(n -> "; did you mean " + n + "?")
                                                        .orElse("")));
    }
}
