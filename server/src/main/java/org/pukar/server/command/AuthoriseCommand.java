package org.pukar.server.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pukar.base.NearestName;
import org.pukar.base.WeekHours;
import org.pukar.camera.Authorisation;
import org.pukar.camera.Camera;
import org.pukar.camera.Permission;
import org.pukar.camera.PrivacyZone;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.authorisation.AuthorisationException;
import org.pukar.server.authorisation.Authorisations;
import org.pukar.server.authorisation.Signed;
import org.pukar.server.authorisation.SignerKeys;
import org.pukar.server.settings.City;
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
            AuthoriseCommand.Sign.class,
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

    /** {@code pukar authorise sign}. */
    @Command(
            name = "sign",
            mixinStandardHelpOptions = true,
            description =
                    "Write a signed authorisation for a camera, on any machine that has the"
                            + " settings and the key.")
    static final class Sign implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Parameters(paramLabel = "CAMERA", description = "A camera's id in the settings.")
        private String id = "";

        @Option(
                names = "--key",
                required = true,
                paramLabel = "FILE",
                description = "The signer's.")
        private Path key = Path.of("signer.key");

        @Option(
                names = "--signer",
                required = true,
                description = "Whose key it is, as the settings name them.")
        private String signer = "";

        @Option(
                names = "--purpose",
                required = true,
                description =
                        "What is looked for, of whom and why there; safety alone is not enough.")
        private String purpose = "";

        @Option(names = "--ground", description = "The law or order; the city's unless told.")
        private Optional<String> ground = Optional.empty();

        @Option(
                names = "--owner",
                description = "Who decides on the camera; the city's unless told.")
        private Optional<String> owner = Optional.empty();

        @Option(
                names = "--cues",
                split = ",",
                description = "expression, sign, or both with a comma; the settings' unless told.")
        private List<String> cues = new ArrayList<>();

        @Option(
                names = "--hours",
                description =
                        "Such as \"mon-fri 06:00-22:00, sat 20:00-02:00\"; always unless told.")
        private String hours = "always";

        @Option(
                names = "--zone",
                paramLabel = "CORNERS",
                description =
                        "A part of the picture that nothing may read, such as \"0 0, 0.25 0, 0.25"
                            + " 1, 0 1\", in shares from the left and the top. May be repeated.")
        private List<String> zones = new ArrayList<>();

        @Option(
                names = "--sign-photo",
                required = true,
                paramLabel = "FILE",
                description = "A photo of the sign that hangs there; only its SHA-256 is kept.")
        private Path photo = Path.of("sign.jpg");

        @Option(
                names = "--sign-languages",
                required = true,
                split = ",",
                description = "In which the sign speaks, such as en,hi,ur.")
        private List<String> languages = new ArrayList<>();

        @Option(names = "--sign-place", required = true, description = "Where the sign hangs.")
        private String place = "";

        @Option(
                names = "--expires",
                required = true,
                paramLabel = "DATE",
                description = "The last day, at most 12 months from today, such as 2027-05-31.")
        private LocalDate expires = LocalDate.EPOCH;

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description = "CAMERA.authorisation unless told.")
        private Optional<Path> out = Optional.empty();

        @Override
        public Integer call() {
            City city = options.city();
            Camera camera = camera(city, id);
            try {
                Authorisation a =
                        new Authorisation(
                                camera.id(),
                                Authorisations.source(camera),
                                city.site(camera.siteId()).kind(),
                                purpose,
                                ground.or(() -> city.answerable().ground()).orElse(""),
                                owner.or(() -> city.answerable().owner()).orElse(""),
                                cues.isEmpty() ? camera.cues() : cues(),
                                WeekHours.read(hours),
                                zones.stream().map(PrivacyZone::read).toList(),
                                new Authorisation.SignUp(sha256(photo), languages, place),
                                signer,
                                nextSecond(Instant.now()),
                                expires.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
                Signed signed = Signed.sign(a, SignerKeys.readPrivate(read(key, "key")));
                // Read as a receiver would, so that a wrong key or name is said here and not there.
                Signed.read(signed.text(), city.safeguards().signers());
                Path file = out.orElse(Path.of(id + ".authorisation"));
                Files.writeString(file, signed.text());
                System.out.println("signed for " + id + " until " + a.expiresAt() + ": " + file);
                System.out.println(
                        "It counts once it is added: ./pukar authorise add "
                                + file
                                + " --config "
                                + options.file());
                return 0;
            } catch (AuthorisationException e) {
                throw new FailedException(e.why());
            } catch (IllegalArgumentException e) {
                throw new FailedException(e);
            } catch (IOException e) {
                throw new FailedException("the folder must be writable for the record");
            }
        }

        private Camera.Cues cues() {
            if (!List.of("expression", "sign").containsAll(cues)) {
                throw new IllegalArgumentException(
                        "cues must be expression or sign or both, got " + String.join(",", cues));
            }
            return new Camera.Cues(cues.contains("expression"), cues.contains("sign"));
        }

        /**
         * Never before what happened up to now, for a withdrawal ends what was signed before it.
         */
        private static Instant nextSecond(Instant now) {
            return now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        }

        private static String sha256(Path file) {
            try {
                byte[] bytes = Files.readAllBytes(file);
                return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            } catch (IOException e) {
                throw new FailedException(
                        "the photo of the sign must be a file that can be read, found none at "
                                + file);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    /** {@code pukar authorise add}. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Bring a signed authorisation into force.")
    static final class Add implements Callable<Integer> {
        @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

        @Parameters(paramLabel = "FILE", description = "As authorise sign wrote it.")
        private Path file = Path.of("camera.authorisation");

        @Override
        public Integer call() {
            City city = options.city();
            try (Database database = options.database(city)) {
                Authorisation a =
                        authorisations(city, database).add(read(file, "authorisation"), OPERATOR);
                log(database, AuditLog.Act.ADDED_AUTHORISATION, a.cameraId());
                System.out.println(
                        "camera %s may be opened until %s".formatted(a.cameraId(), a.expiresAt()));
                return 0;
            } catch (AuthorisationException e) {
                throw new FailedException(e.why());
            }
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
        return new Authorisations(city, database.jdbc(), java.time.InstantSource.system()).look();
    }

    private static void log(Database database, AuditLog.Act act, String detail) {
        new AuditLog(database.jdbc()).add(OPERATOR, act, Optional.empty(), detail);
    }

    private static String read(Path file, String what) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new FailedException(
                    "the %s must be a file that can be read as text, found none at %s"
                            .formatted(what, file));
        }
    }

    private static Camera camera(City city, String id) {
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
