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
 * false by chance evens out; a stop loses at most a minute. Once an hour, and when it stops, what
 * came since goes into the log.
 */
public final class WatchedTime implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WatchedTime.class);
    private static final Duration STEP = Duration.ofMinutes(1);

    /** An entry for each camera and hour, and not for each minute. Our choice. */
    private static final Duration LOGGED_EVERY = Duration.ofHours(1);

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
        // What a Pukar that was killed had not entered comes first.
        each(Duration.ZERO, LOGGED_EVERY, () -> enter(jdbc));
        each(STEP, STEP, this::look);
    }

    private void each(Duration first, Duration then, Runnable work) {
        var unused =
                thread.scheduleAtFixedRate(
                        () -> tried(work), first.toSeconds(), then.toSeconds(), TimeUnit.SECONDS);
    }

    private void look() {
        Instant now = clock.instant();
        for (CameraStatus status : cameras.get()) {
            if (status.watches() && status.reads().expression()) {
                add(jdbc, now.atZone(zone).toLocalDate(), status.camera(), STEP);
            }
        }
    }

    private synchronized void tried(Runnable work) {
        try {
            work.run();
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

    /**
     * Enters into the log what was counted since the last time, camera by camera and day by day: an
     * entry and the note that it is there, or neither.
     */
    public static void enter(JdbcClient jdbc) {
        jdbc.sql(
                        """
                        with due as (
                            select day, camera_id, site_id, trial, seconds, seconds - logged as more
                            from camera_watched where seconds > logged order by day, camera_id for update),
                        entered as (
                            insert into audit (person, act, detail)
                            select '-', 'WATCHED', watched_words(day, camera_id, site_id, trial) || ': ' || more || ' s' from due)
                        update camera_watched w set logged = due.seconds from due
                        where (w.day, w.camera_id, w.site_id, w.trial) = (due.day, due.camera_id, due.site_id, due.trial)
                        """)
                .update();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        tried(() -> enter(jdbc));
    }
}
