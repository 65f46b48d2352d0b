package org.pukar.server.store;

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.KeyGenerator;
import org.pukar.evidence.Signal;
import org.pukar.incident.Deadlines;
import org.pukar.incident.Incidents;
import org.pukar.server.settings.KeySettings;
import org.pukar.vision.mask.Ring;

/**
 * What {@link TokenKeyTest} looks at, in a process whose environment names SoftHSM's configuration:
 * {@code Tokens DATA LIBRARY}. Prints a line for each thing.
 */
final class Tokens {
    private static final Map<String, String> PIN = Map.of("PIN", "5678");

    private Tokens() {}

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        KeySettings.Token first =
                new KeySettings.Token(Path.of(arguments[1]), Optional.empty(), 0, "first", "PIN");
        makeKeys(arguments[1]);
        KeySettings settings = new KeySettings(Optional.empty(), Optional.of(first));
        refusals(data, settings, first);
        UUID incident = UUID.randomUUID();
        Signal signal = Signal.request("c", Instant.EPOCH);
        try (Database database = Database.open(data, Optional.empty(), true)) {
            MasterKey file = MasterKey.open(data, KeySettings.standard(), Map.of());
            EvidenceStore evidence = new EvidenceStore(database.jdbc(), file);
            IncidentStore incidents = new IncidentStore(database.jdbc());
            incidents.save(
                    new IncidentStore.Kept(
                            new Incidents(Deadlines.standard()).open(incident, "site", signal),
                            "station",
                            new IncidentStore.Where("Site", new org.pukar.base.GeoPoint(1, 2)),
                            Optional.empty()));
            incidents.save(signal, incident);
            evidence.add(
                    incident, signal.id(), List.of(new Ring.Shot(Instant.EPOCH, new byte[] {7})));
            change(
                    database,
                    data,
                    settings,
                    Optional.of(data.resolve("master.key")),
                    Optional.empty());
            say("the file is gone: " + !java.nio.file.Files.exists(data.resolve("master.key")));
            say("opened with the token: " + opened(database, data, settings, incident, signal));
            change(database, data, settings, Optional.empty(), Optional.of("second"));
            try {
                say(
                        "opened with the old one: "
                                + opened(database, data, settings, incident, signal));
            } catch (StoreException e) {
                say("the old one: " + e.getMessage());
            }
            KeySettings second =
                    new KeySettings(Optional.empty(), Optional.of(first.withKey("second")));
            say("opened with the second: " + opened(database, data, second, incident, signal));
        }
    }

    private static void change(
            Database database,
            Path data,
            KeySettings settings,
            Optional<Path> oldFile,
            Optional<String> label)
            throws StoreException {
        MasterKeyChange change = MasterKeyChange.plan(data, settings, PIN, oldFile, label);
        Rotation.Done done = new Rotation(database.jdbc(), change.from(), change.to()).run(n -> {});
        change.finish();
        say("wrapped anew: " + done.wrapped() + " " + change.mend());
    }

    private static boolean opened(
            Database database, Path data, KeySettings settings, UUID incident, Signal signal)
            throws StoreException {
        return new EvidenceStore(database.jdbc(), MasterKey.open(data, settings, PIN))
                .find(incident, signal.id(), 0)
                .filter(p -> p[0] == 7)
                .isPresent();
    }

    /** As pkcs11-tool --keygen --key-type AES:32 does. */
    private static void makeKeys(String library) throws Exception {
        Provider provider =
                Security.getProvider("SunPKCS11")
                        .configure(
                                "--name = Make\nlibrary = "
                                        + library
                                        + "\nslotListIndex = 0\nattributes(*,CKO_SECRET_KEY,*) ="
                                        + " {\nCKA_EXTRACTABLE = false\nCKA_SENSITIVE = true\n}\n");
        KeyStore keys = KeyStore.getInstance("PKCS11", provider);
        keys.load(null, "5678".toCharArray());
        for (String label : List.of("first", "second")) {
            KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
            generator.init(256);
            keys.setKeyEntry(label, generator.generateKey(), null, null);
        }
    }

    private static void refusals(Path data, KeySettings settings, KeySettings.Token token)
            throws Exception {
        refusal("no PIN", data, settings, Map.of());
        refusal("no key", data, with(token.withKey("third")), PIN);
        refusal(
                "no slot",
                data,
                with(new KeySettings.Token(token.library(), Optional.empty(), 99, "first", "PIN")),
                PIN);
        MasterKey key = MasterKey.open(data, settings, PIN);
        byte[] wrapped = key.wrap(Seal.newKey(), "key/1");
        int refused = 0;
        for (int bit = 0; bit < wrapped.length * 8; bit++) {
            byte[] changed = wrapped.clone();
            changed[bit >> 3] ^= (byte) (1 << (bit & 7));
            try {
                key.unwrap(changed, "key/1");
            } catch (Seal.BrokenSealException e) {
                refused++;
            }
        }
        say("flips refused: " + (refused == wrapped.length * 8));
        say("bytes of the key here: " + (key.bytes().length > 0));
    }

    private static KeySettings with(KeySettings.Token token) {
        return new KeySettings(Optional.empty(), Optional.of(token));
    }

    private static void refusal(
            String what, Path data, KeySettings settings, Map<String, String> environment) {
        try {
            MasterKey.open(data, settings, environment);
            say(what + ": opened");
        } catch (StoreException e) {
            say(what + ": " + e.getMessage());
        }
    }

    private static void say(String line) {
        System.out.println("- " + line);
    }
}
