package org.pukar.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pukar.base.WeekHours;
import org.pukar.camera.Authorisation;
import org.pukar.camera.Camera;
import org.pukar.camera.PrivacyZone;
import org.pukar.server.authorisation.AuthorisationException;
import org.pukar.server.authorisation.Authorisations;
import org.pukar.server.authorisation.Signed;
import org.pukar.server.authorisation.SignerKeys;
import org.pukar.server.settings.City;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pukar authorise sign}: the record that a signer answers for. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description =
                "Write a signed authorisation for a camera, on any machine that has the"
                        + " settings and the key.")
final class AuthoriseSign implements Callable<Integer> {
    @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

    @Parameters(paramLabel = "CAMERA", description = "A camera's id in the settings.")
    private String id = "";

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "The signer's.")
    private Path key = Path.of("signer.key");

    @Option(
            names = "--signer",
            required = true,
            description = "Whose key it is, as the settings name them.")
    private String signer = "";

    @Option(
            names = "--purpose",
            required = true,
            description = "What is looked for, of whom and why there; safety alone is not enough.")
    private String purpose = "";

    @Option(names = "--ground", description = "The law or order; the city's unless told.")
    private Optional<String> ground = Optional.empty();

    @Option(names = "--owner", description = "Who decides on the camera; the city's unless told.")
    private Optional<String> owner = Optional.empty();

    @Option(
            names = "--cues",
            split = ",",
            description = "expression, sign, or both with a comma; the settings' unless told.")
    private List<String> cues = new ArrayList<>();

    @Option(
            names = "--hours",
            description = "Such as \"mon-fri 06:00-22:00, sat 20:00-02:00\"; always unless told.")
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

    @Option(names = "--out", paramLabel = "FILE", description = "CAMERA.authorisation unless told.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() {
        City city = options.city();
        Camera camera = AuthoriseCommand.camera(city, id);
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
            Signed signed =
                    Signed.sign(a, SignerKeys.readPrivate(AuthoriseCommand.read(key, "key")));
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

    /** Never before what happened up to now, for a withdrawal ends what was signed before it. */
    private static Instant nextSecond(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }

    private static String sha256(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (IOException e) {
            throw new FailedException(
                    "the photo of the sign must be a file that can be read, found none at " + file);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
