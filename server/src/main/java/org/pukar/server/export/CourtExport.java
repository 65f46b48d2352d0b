package org.pukar.server.export;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.IncidentStore.Happened;
import org.pukar.server.store.IncidentStore.Kept;
import org.pukar.server.store.IncidentStore.KeptSignal;
import org.pukar.server.store.StoreException;

/**
 * Exports one incident for a court: its masked pictures, its signals, its history. There is no
 * unmasked picture to export: none was ever kept.
 */
public final class CourtExport {
    private final IncidentStore incidents;
    private final EvidenceStore evidence;
    private final Path data;
    private final String version;

    /**
     * Of a database.
     *
     * @param data the data folder, where the signing key lies
     * @param version of Pukar, for the certificate's draft
     */
    public CourtExport(IncidentStore incidents, EvidenceStore evidence, Path data, String version) {
        this.incidents = incidents;
        this.evidence = evidence;
        this.data = data;
        this.version = version;
    }

    /**
     * What was exported.
     *
     * @param bundle the file's bytes
     * @param pictures how many masked pictures are in it
     * @param fingerprint SHA-256 of the public key that it can be checked with
     */
    @SuppressWarnings("ArrayRecordComponent") // written out at once, never compared
    public record Exported(byte[] bundle, int pictures, String fingerprint) {}

    /**
     * Makes the bundle.
     *
     * @param forWhom the court or officer that gets it
     * @param by who exports it
     * @param passphrase seals it
     */
    public Exported export(UUID id, String forWhom, String by, char[] passphrase, Instant now)
            throws ExportException, StoreException {
        if (passphrase.length < 12) {
            throw new ExportException(
                    "the passphrase must have 12 characters at least, got " + passphrase.length);
        }
        Kept kept =
                incidents
                        .find(id)
                        .orElseThrow(() -> new ExportException("there is no incident " + id));
        Map<String, byte[]> parts = new LinkedHashMap<>();
        List<KeptSignal> signals = incidents.signals(id);
        int pictures = 0;
        for (KeptSignal signal : signals) {
            List<Instant> times = evidence.pictures(signal.id());
            for (int n = 0; n < times.size(); n++) {
                Optional<byte[]> picture = evidence.find(id, signal.id(), n);
                if (picture.isPresent()) {
                    String name =
                            "pictures/%s/%03d_%s.jpg"
                                    .formatted(
                                            signal.id(),
                                            n,
                                            times.get(n).toString().replace(':', '-'));
                    parts.put(name, picture.get());
                    pictures++;
                }
            }
        }
        parts.put("history.txt", text(history(kept, signals, forWhom, by, now)));
        ExportKey key = ExportKey.load(data);
        // The certificate is about the parts above it; the report is about the certificate, too.
        String report = Bundle.report(parts);
        parts.put(
                "certificate-draft.txt",
                text(CertificateDraft.text(kept, pictures, report, version, by, now)));
        parts.put("hashes.txt", text(Bundle.report(parts)));
        return new Exported(Bundle.of(parts, passphrase, key, now), pictures, key.fingerprint());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String history(
            Kept kept, List<KeptSignal> signals, String forWhom, String by, Instant now) {
        StringBuilder text = new StringBuilder();
        text.append(
                """
                Incident %s
                Exported %s by %s for %s
                Place: %s (%s)
                State: %s
                Exercise: %s

                Every picture in this bundle was masked before it was kept: heads that were found are covered. No
                unmasked picture exists. An expression is what a program read, unverified; it says nothing of who
                somebody is, and little of what they felt.

                SIGNALS
                """
                        .formatted(
                                kept.incident().id(),
                                now,
                                by,
                                forWhom,
                                kept.where().name(),
                                kept.where().place(),
                                kept.incident().state(),
                                kept.exercise().map(Enum::name).orElse("no")));
        for (KeptSignal s : signals) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%s  %s  camera or source %s  track %d  score %.3f  threshold %.3f%n",
                            s.at(),
                            s.rank(),
                            s.cameraId(),
                            s.track(),
                            s.score(),
                            s.threshold()));
        }
        text.append("\nWHAT HAPPENED\n");
        for (Happened h : incidents.history(kept.incident().id())) {
            text.append(
                    "%s  %s  %s  %s\n"
                            .formatted(h.at(), h.kind(), h.person().orElse("-"), h.detail()));
        }
        return text.toString();
    }
}
