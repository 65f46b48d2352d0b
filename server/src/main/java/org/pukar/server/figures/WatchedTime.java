package org.pukar.server.figures;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.pukar.camera.Camera;
import org.pukar.vision.watch.CameraStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps how long each camera was watched for expressions: looks once a minute, and counts that
 * minute for every camera that shows its street just then and is asked for expressions. What is
 * false by chance evens out; a stop loses at most a minute.
 */
public final class WatchedTime implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WatchedTime.class);
    private static final Duration STEP = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Supplier<Iterable<CameraStatus>> cameras;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread made = new Thread(work, "watched-time");
                        made.setDaemon(true);
                        return made;
                    });
    private boolean failing;

    public WatchedTime(
            JdbcClient jdbc,
            ZoneId zone,
            InstantSource clock,
            Supplier<Iterable<CameraStatus>> cameras) {
        this.jdbc = jdbc;
        this.zone = zone;
        this.clock = clock;
        this.cameras = cameras;
    }

    public void start() {
        var unused =
                thread.scheduleAtFixedRate(
                        this::look, STEP.toSeconds(), STEP.toSeconds(), TimeUnit.SECONDS);
    }

    private void look() {
        try {
            Instant now = clock.instant();
            for (CameraStatus status : cameras.get()) {
                if (status.watches() && status.reads().expression()) {
                    add(jdbc, now.atZone(zone).toLocalDate(), status.camera(), STEP);
                }
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                log.error("the time that cameras are watched is not counted: {}", e.getMessage());
            }
            failing = true;
        }
    }

    /** Adds to how long a camera was watched on a day of the city. */
    public static void add(JdbcClient jdbc, LocalDate day, Camera camera, Duration time) {
        jdbc.sql(
                        """
                        insert into camera_watched (day, camera_id, site_id, seconds) values (?, ?, ?, ?)
                        on conflict (day, camera_id, site_id, trial)
                        do update set seconds = camera_watched.seconds + excluded.seconds
                        """)
                .params(day, camera.id(), camera.siteId(), time.toSeconds())
                .update();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
