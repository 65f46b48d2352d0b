package org.pukar.server.drill;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.pukar.camera.CaptureException;
import org.pukar.camera.Frame;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.evidence.Signal;
import org.pukar.server.settings.DrillSettings;
import org.pukar.server.settings.DrillSettings.KnownFilm;
import org.pukar.server.store.Database;
import org.pukar.server.store.KnownStore;
import org.pukar.server.store.KnownStore.Template;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.mask.Jpeg;
import org.pukar.vision.mask.MaskQueue;
import org.pukar.vision.mask.Ring;
import org.pukar.vision.pipeline.Pipeline;
import org.pukar.vision.pipeline.Reader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the films of known exercises, each once, on a thread that yields to cameras: the same
 * pipeline, masks and seal as a camera's. A film without a signal can't be used, for among real
 * ones it would be told apart by its evidence.
 */
public final class KnownFilms implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KnownFilms.class);

    /** As of a camera's signal: what a reviewer sees of before and after. */
    private static final Duration BEFORE = Duration.ofSeconds(10);

    private static final Duration AFTER = Duration.ofSeconds(5);
    private static final int PICTURE_WIDTH = 640;

    private final List<KnownFilm> films;
    private final EvidenceSettings settings;
    private final Reader reader;
    private final Database database;
    private final KnownStore store;
    private final Map<KnownFilm, String> usable = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::readSlowly, "known-films");
    private volatile boolean closed;
    private volatile boolean resting;

    public KnownFilms(
            DrillSettings drills,
            EvidenceSettings settings,
            Reader reader,
            Database database,
            KnownStore store) {
        // Films that are never shown need not be read.
        this.films = drills.knownShare() > 0 ? drills.films() : List.of();
        this.settings = settings;
        this.reader = reader;
        this.database = database;
        this.store = store;
        thread.setDaemon(true);
    }

    public void start() {
        if (!films.isEmpty()) {
            thread.start();
        }
    }

    /** The films that have been read and can be used, with the SHA-256 of each. */
    Map<KnownFilm, String> usable() {
        return Map.copyOf(usable);
    }

    /** Rests as long as it works: Linux does not heed a Java thread's priority. */
    private void readSlowly() {
        resting = true;
        readAll();
    }

    void readAll() {
        for (KnownFilm film : films) {
            if (closed) {
                return;
            }
            try {
                String hash = hash(film.film());
                if (!store.has(hash)) {
                    Optional<Template> template = read(film.film(), hash);
                    if (template.isEmpty()) {
                        continue;
                    }
                    database.transactions().executeWithoutResult(t -> store.add(template.get()));
                }
                usable.put(film, hash);
            } catch (CaptureException | IOException | RuntimeException e) {
                log.warn(
                        "a film for known exercises can't be read, it is not used: {}: {}",
                        film.film(),
                        e.getMessage());
            }
        }
        log.info("{} of {} films for known exercises can be used", usable.size(), films.size());
    }

    private Optional<Template> read(Path film, String hash) throws CaptureException {
        Ring ring = new Ring();
        List<Signal> signals = new ArrayList<>();
        try (FileSource source = new FileSource(film.toString(), Pipeline.INTERVAL);
                Jpeg jpeg = new Jpeg()) {
            Pipeline pipeline = new Pipeline(reader, settings);
            MaskQueue<Boolean> masks = new MaskQueue<>(PICTURE_WIDTH);
            Instant until = Instant.MAX;
            Optional<Frame> frame = source.next();
            while (!closed && frame.isPresent() && !frame.get().at().isAfter(until)) {
                long began = System.nanoTime();
                Pipeline.Report report = pipeline.read(frame.get());
                rest(System.nanoTime() - began);
                for (MaskQueue.Ready<Boolean> ready :
                        masks.add(report.frame(), report.masks(), report.watch().tracks(), true)) {
                    ring.add(new Ring.Shot(ready.at(), jpeg.of(ready.picture())));
                }
                if (signals.isEmpty() && !report.signals().isEmpty()) {
                    signals.add(report.signals().get(0));
                    // What comes after, and the time that pictures wait for their masks.
                    until = signals.get(0).at().plus(AFTER).plus(AFTER);
                }
                frame = source.next();
            }
            for (MaskQueue.Ready<Boolean> ready : masks.finish(pipeline.tracks())) {
                ring.add(new Ring.Shot(ready.at(), jpeg.of(ready.picture())));
            }
        }
        if (closed) {
            return Optional.empty();
        }
        if (signals.isEmpty()) {
            log.warn(
                    "a film for known exercises must give a signal, this one gives none and is not"
                            + " used: {}; for NO_NEED take one that is read as a signal although"
                            + " nobody needs help",
                    film);
            return Optional.empty();
        }
        Signal signal = signals.get(0);
        return Optional.of(
                new Template(
                        hash,
                        signal.rank(),
                        signal.score(),
                        signal.threshold(),
                        signal.at(),
                        signal.looks(),
                        ring.between(signal.at().minus(BEFORE), signal.at().plus(AFTER))));
    }

    private void rest(long worked) {
        if (resting) {
            java.util.concurrent.locks.LockSupport.parkNanos(worked);
        }
    }

    private static String hash(Path film) throws IOException {
        try (InputStream in = Files.newInputStream(film);
                DigestInputStream digest =
                        new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
