package org.pukar.server.command;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.export.CourtExport;
import org.pukar.server.export.ExportException;
import org.pukar.server.settings.City;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.MasterKey;
import org.pukar.server.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pukar export}: an incident for a court. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Write an incident for a court: masked pictures, history, hashes and a"
                        + " certificate's draft, sealed with a passphrase (from PUKAR_PASSPHRASE or"
                        + " the terminal) and signed. It is logged. There is no unmasked export: no"
                        + " unmasked picture was ever kept.")
final class ExportCommand implements Callable<Integer> {
    private static final String VARIABLE = "PUKAR_PASSPHRASE";

    @Mixin private WatchCommand.CityOptions options = new WatchCommand.CityOptions();

    @Parameters(paramLabel = "INCIDENT", description = "The incident's id.")
    private UUID incident = new UUID(0, 0);

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The bundle; it must not be there yet.")
    private Path out = Path.of("export.pukar");

    @Option(
            names = "--for",
            required = true,
            paramLabel = "WHOM",
            description = "The court or officer that gets it, and the case.")
    private String forWhom = "";

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who exports it.")
    private String person = "";

    @Override
    public Integer call() {
        WatchCommand.CityOptions.checkName(person);
        if (forWhom.isBlank()
                || forWhom.length() > 200
                || forWhom.chars().anyMatch(Character::isISOControl)) {
            throw new FailedException("--for must name a court or an officer in 1 to 200 letters");
        }
        City city = options.city();
        char[] passphrase = passphrase();
        try (Database database = options.database(city)) {
            MasterKey master = MasterKey.open(city.data(), city.keeping().keys());
            CourtExport.Exported exported =
                    new CourtExport(
                                    new IncidentStore(database.jdbc()),
                                    new EvidenceStore(database.jdbc(), master),
                                    city.data(),
                                    VersionCommand.VERSION)
                            .export(incident, forWhom, person, passphrase, Instant.now());
            // In the log first: what was written unlogged could not be taken back.
            new AuditLog(database.jdbc())
                    .add(
                            person,
                            AuditLog.Act.EXPORTED,
                            Optional.of(incident),
                            "%d pictures for %s".formatted(exported.pictures(), forWhom));
            write(exported.bundle());
            System.out.printf(
                    "%s: %d masked pictures%nsigned with the key of fingerprint %s%n",
                    out, exported.pictures(), exported.fingerprint());
            System.out.println(
                    "Tell the fingerprint and the passphrase by another way than the bundle. To"
                            + " check it: java docs/verify/VerifyExport.java BUNDLE --signer"
                            + " FINGERPRINT");
        } catch (StoreException | ExportException e) {
            throw new FailedException(e);
        } finally {
            Arrays.fill(passphrase, ' ');
        }
        return 0;
    }

    private void write(byte[] bundle) {
        try {
            Files.createFile(
                    out,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.write(out, bundle, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new FailedException(
                    "the bundle must be a new file that can be written: %s (%s)"
                            .formatted(out, e.getMessage()));
        }
    }

    @SuppressWarnings("SystemConsoleNull") // null before Java 22; later no line is read
    private static char[] passphrase() {
        String variable = System.getenv(VARIABLE);
        if (variable != null) {
            return variable.toCharArray();
        }
        Console console = System.console();
        if (console == null) {
            throw new FailedException(
                    "a passphrase must be given: set " + VARIABLE + ", or run this in a terminal");
        }
        char[] once = console.readPassword("passphrase, 12 characters at least: ");
        char[] again = console.readPassword("again: ");
        if (once == null || !Arrays.equals(once, again)) {
            throw new FailedException("the two passphrases must be the same");
        }
        return once;
    }
}
