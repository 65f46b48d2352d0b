package org.pukar.server.point;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.pukar.server.desk.Requests;
import org.pukar.server.point.PointMessage.RefusedException;
import org.pukar.server.settings.City;
import org.pukar.server.store.Database;
import org.pukar.server.store.PointStore;
import org.pukar.server.store.PointStore.Kind;
import org.pukar.server.store.PointStore.Message;
import org.pukar.server.store.Request;
import org.pukar.server.store.RequestStore.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where panic points' messages come in, by whatever way. A point sends until it hears that its
 * message was taken, so each may come more than once; it is done once. Thread-safe.
 */
public final class PointGate {
    private static final Logger log = LoggerFactory.getLogger(PointGate.class);

    /** A point that did not hear the answer sends again; later than this it is a replay. */
    private static final Duration RETRIES = Duration.ofMinutes(15);

    /** A heartbeat that took longer says nothing about now, and its id may be forgotten. */
    private static final Duration OLDEST = Duration.ofHours(24);

    /** A point's clock may be off by this much. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private final City city;
    private final Database database;
    private final PointStore points;
    private final Requests requests;
    private final InstantSource clock;

    public PointGate(
            City city,
            Database database,
            PointStore points,
            Requests requests,
            InstantSource clock) {
        this.city = city;
        this.database = database;
        this.points = points;
        this.requests = requests;
        this.clock = clock;
    }

    /** What became of a message. */
    public enum Became {
        TAKEN,
        /** Taken before, and nothing done again: the point may stop sending it. */
        REPEATED,
        /** It can't be read: the sender is to be mended. */
        MALFORMED,
        /** No key, or the signature does not hold. */
        FORGED,
        /** It came long before. */
        REPLAYED,
        /** Too old, or from the future: the point's clock is to be set. */
        UNTIMELY;

        public boolean refused() {
            return this != TAKEN && this != REPEATED;
        }
    }

    /**
     * What became of a message, and why, when it was refused.
     *
     * @param reason empty unless it was refused
     */
    public record Answer(Became became, String reason) {}

    /**
     * Takes a message.
     *
     * @param text as the point signed it
     * @param way how it came, such as {@code https}: for the list of what was refused
     */
    public Answer take(String text, String way) {
        Instant now = clock.instant();
        try {
            Message message = PointMessage.read(text, now, this::key);
            return inTime(message, now);
        } catch (RefusedException e) {
            String point = city.findPoint(e.pointId()).map(City.Point::id).orElse("");
            String reason = String.valueOf(e.getMessage());
            points.refuse(point, now, reason, way);
            log.warn(
                    "a message of a panic point was refused: point={} way={} {}",
                    point,
                    way,
                    reason);
            return new Answer(e.became(), reason);
        }
    }

    private Optional<byte[]> key(String pointId) {
        return city.findPoint(pointId).flatMap(p -> points.key(p.id()));
    }

    private Answer inTime(Message message, Instant now) throws RefusedException {
        Optional<Instant> before = points.received(message.id());
        if (before.isPresent()) {
            if (before.get().plus(RETRIES).isAfter(now)) {
                return new Answer(Became.REPEATED, "");
            }
            throw new RefusedException(
                    message.pointId(),
                    Became.REPLAYED,
                    "a message is taken once; this one came before");
        }
        // Somebody's press is taken whatever the point's clock says: it may have lost its time.
        boolean press = message.kind() == Kind.PRESS;
        if (!press && message.sentAt().isBefore(now.minus(OLDEST))) {
            throw new RefusedException(
                    message.pointId(),
                    Became.UNTIMELY,
                    "a message must be at most 24 h old by the point's clock");
        }
        if (!press && message.sentAt().isAfter(now.plus(AHEAD))) {
            throw new RefusedException(
                    message.pointId(),
                    Became.UNTIMELY,
                    "a message must not be from over 1 h ahead: set the clock");
        }
        boolean added =
                Boolean.TRUE.equals(database.transactions().execute(t -> takenOnce(message)));
        return new Answer(added ? Became.TAKEN : Became.REPEATED, "");
    }

    private boolean takenOnce(Message message) {
        if (!points.add(message)) {
            return false;
        }
        if (message.kind() == Kind.PRESS) {
            City.Point point = city.findPoint(message.pointId()).orElseThrow();
            requests.ask(
                    request(message, point),
                    Secrets.none(),
                    city.site(point.siteId()),
                    Optional.empty());
        }
        return true;
    }

    private static Request request(Message message, City.Point point) {
        return new Request(
                message.id(),
                Request.Way.POINT,
                point.id(),
                "",
                false,
                "",
                Optional.of(new Request.Position(point.place(), 0, message.receivedAt())),
                message.sentAt(),
                message.receivedAt(),
                Optional.empty(),
                Optional.empty());
    }
}
