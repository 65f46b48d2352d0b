package org.pukar.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.pukar.camera.Camera;
import org.pukar.server.settings.CameraChange;
import org.pukar.server.settings.City;
import org.pukar.server.settings.NeedsRestart;
import org.pukar.server.settings.PresentCameras;
import org.pukar.server.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Looks again and again whether the settings file says something else, and takes over its cameras;
 * of everything else it says that it needs a restart. A file that differs from one look to the next
 * is still being written and waits; one with problems changes nothing. Each file is told of once.
 */
final class SettingsWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SettingsWatch.class);

    /** A file that is the same for so long is written to its end. Our choice. */
    static final Duration EVERY = Duration.ofSeconds(1);

    /** The mark of a file that can't be read; no hash is so short. */
    private static final String GONE = "";

    private final Path file;
    private final Reading reading;
    private final City started;
    private final PresentCameras cameras;
    private final Consumer<List<Camera>> taker;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread made = new Thread(work, "settings");
                        made.setDaemon(true);
                        return made;
                    });
    private Optional<String> last = Optional.empty();
    private Optional<String> done = Optional.empty();
    private String told = "";
    private boolean failing;

    /** Reads the settings as they were read for the start, with the command line's own. */
    interface Reading {
        City read() throws SettingsException;
    }

    /**
     * @param started the settings of the start, which hold but for the cameras
     * @param cameras those that are there now
     * @param taker takes over others; called again at the next look when it fails
     */
    SettingsWatch(
            Path file,
            Reading reading,
            City started,
            PresentCameras cameras,
            Consumer<List<Camera>> taker) {
        this.file = file;
        this.reading = reading;
        this.started = started;
        this.cameras = cameras;
        this.taker = taker;
    }

    /** Looks from now on; the file may have changed since the start began. */
    SettingsWatch start(Duration every) {
        var unused =
                thread.scheduleWithFixedDelay(
                        this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Looks once. */
    void look() {
        try {
            Optional<String> now = Optional.of(mark());
            if (now.equals(done)) {
                if (!told.isEmpty()) {
                    log.info("the settings are again what was taken over last");
                }
                told = "";
            } else if (now.equals(last)) {
                read(now.get());
            }
            last = now;
            failing = false;
        } catch (DataAccessException | TransactionException e) {
            if (!failing) {
                log.error(
                        "what the settings say of cameras is not taken over yet, it is tried again"
                                + " and again: {}",
                        e.getMessage());
            }
            failing = true;
        } catch (RuntimeException e) {
            log.error("what the settings say of cameras can't be taken over, a mistake of ours", e);
            done = last;
        }
    }

    private void read(String mark) {
        try {
            City city = reading.read();
            if (mark().equals(mark)) { // else somebody writes it just now
                takeOver(city);
                done = Optional.of(mark);
                told = "";
            }
        } catch (SettingsException e) {
            // Read again at each look: what is amiss may be another file, which it names.
            String why = String.valueOf(e.getMessage()).replaceAll("\\s*\n\\s*", "; ");
            if (mark().equals(mark) && !why.equals(told)) {
                log.warn(
                        "changed settings are not taken over, all cameras go on as they are: {}",
                        why);
                told = why;
            }
        }
    }

    private void takeOver(City city) {
        List<Camera> waiting =
                city.cameras().stream().filter(c -> !siteHolds(c.siteId(), city)).toList();
        List<Camera> next = city.cameras().stream().filter(c -> !waiting.contains(c)).toList();
        CameraChange change = CameraChange.between(cameras.list(), next);
        if (!next.equals(cameras.list())) {
            taker.accept(next);
        }
        if (!change.none()) {
            log.info("cameras: {}", change.words());
        }
        if (!waiting.isEmpty()) {
            log.warn(
                    "cameras of a site that is new, or of another kind now, need a restart, until"
                            + " then they are closed: {}",
                    waiting.stream()
                            .map(c -> "%s (site %s)".formatted(c.id(), c.siteId()))
                            .collect(Collectors.joining(", ")));
        }
        List<String> parts = NeedsRestart.between(started, city);
        if (!parts.isEmpty()) {
            log.warn(
                    "the settings differ in more than cameras, which needs a restart: {}",
                    String.join("; ", parts));
        }
        if (done.isPresent() && change.none() && parts.isEmpty()) {
            log.info("the settings are read again, no camera has changed");
        }
    }

    /** Whether it is a site as at the start: a camera may be opened for one kind of place. */
    private boolean siteHolds(String id, City city) {
        return started.findSite(id)
                .map(City.Site::kind)
                .equals(city.findSite(id).map(City.Site::kind));
    }

    /** Tells one content from another: SHA-256, for the file itself may hold passwords. */
    private String mark() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(hash);
        } catch (IOException e) {
            return GONE;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("changed settings are still being taken over");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
