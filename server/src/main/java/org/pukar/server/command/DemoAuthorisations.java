package org.pukar.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.pukar.base.WeekHours;
import org.pukar.camera.Authorisation;
import org.pukar.camera.Camera;
import org.pukar.server.authorisation.AuthorisationException;
import org.pukar.server.authorisation.Authorisations;
import org.pukar.server.authorisation.Signed;
import org.pukar.server.authorisation.SignerKeys;
import org.pukar.server.settings.City;
import org.pukar.server.settings.Safeguards;
import org.pukar.server.store.SecretFile;

/**
 * Authorisations for cameras that play rendered films: a signer's key in the data folder, and a
 * record for each camera that has none.
 */
final class DemoAuthorisations {
    static final String SIGNER = "demo";
    private static final Duration HOLDS = Duration.ofDays(30);

    private final KeyPair keys;

    /** With a key that is made in that folder when there is none. */
    DemoAuthorisations(Path folder) {
        Path file = folder.resolve("demo-signer.key");
        Path open = folder.resolve("demo-signer.public");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                KeyPair made = SignerKeys.make();
                Files.writeString(open, SignerKeys.text(made.getPublic()) + "\n");
                SecretFile.write(file, SignerKeys.text(made.getPrivate()) + "\n");
            }
            PublicKey shown =
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(
                                    new X509EncodedKeySpec(
                                            Base64.getDecoder()
                                                    .decode(Files.readString(open).strip())));
            keys = new KeyPair(shown, SignerKeys.readPrivate(Files.readString(file)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new FailedException("the demo signer's key must be readable: " + file);
        } catch (AuthorisationException e) {
            throw new FailedException(e.why() + ": " + file);
        }
    }

    /** The city in which this signer's signature counts. */
    City trust(City city) {
        return city.with(city.safeguards().with(new Safeguards.Signer(SIGNER, keys.getPublic())));
    }

    /** Signs for every camera that has never had a record, or one that expired by itself. */
    void sign(City city, Authorisations authorisations, Instant now) {
        for (Authorisations.Shown shown : authorisations.list()) {
            boolean expired = shown.record().map(a -> !now.isBefore(a.expiresAt())).orElse(false);
            if (shown.history().isEmpty() || expired) {
                sign(city, shown.camera(), authorisations, now);
            }
        }
    }

    /** Signs for a camera whatever was before, also after a withdrawal. */
    void sign(City city, Camera camera, Authorisations authorisations, Instant now) {
        sign(city, camera, authorisations, now, HOLDS);
    }

    /**
     * The same for another time.
     *
     * @param holds whole seconds
     */
    void sign(
            City city, Camera camera, Authorisations authorisations, Instant now, Duration holds) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        Authorisation a =
                new Authorisation(
                        camera.id(),
                        Authorisations.source(camera),
                        city.site(camera.siteId()).kind(),
                        "show on rendered films how a call for help is seen and answered",
                        city.answerable().ground().orElse("no ground is needed: nobody is filmed"),
                        city.answerable().owner().orElse("whoever runs this demonstration"),
                        camera.cues(),
                        WeekHours.always(),
                        List.of(),
                        new Authorisation.SignUp(
                                "0".repeat(64), List.of("en"), "nowhere: nobody is filmed"),
                        SIGNER,
                        second,
                        second.plus(holds));
        try {
            authorisations.add(Signed.sign(a, keys.getPrivate()).text(), SIGNER);
        } catch (AuthorisationException e) {
            System.err.println("pukar: camera " + camera.id() + " stays closed: " + e.why());
        }
    }
}
