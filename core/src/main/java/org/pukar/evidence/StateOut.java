package org.pukar.evidence;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.pukar.cue.Box;
import org.pukar.cue.Expression;
import org.pukar.cue.Point;

/** Writes state field by field, in the order of its records; {@link StateIn} reads the same. */
final class StateOut {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final DataOutputStream out = new DataOutputStream(bytes);

    private interface Writing {
        void run() throws IOException;
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    void number(int value) {
        write(() -> out.writeInt(value));
    }

    void number(long value) {
        write(() -> out.writeLong(value));
    }

    void number(double value) {
        write(() -> out.writeDouble(value));
    }

    void text(String value) {
        write(() -> out.writeUTF(value));
    }

    void time(Instant at) {
        number(at.getEpochSecond());
        number(at.getNano());
    }

    <T> void optional(Optional<T> value, BiConsumer<StateOut, T> write) {
        number(value.isPresent() ? 1 : 0);
        value.ifPresent(v -> write.accept(this, v));
    }

    <T> void all(Collection<T> values, BiConsumer<StateOut, T> write) {
        number(values.size());
        values.forEach(v -> write.accept(this, v));
    }

    /** In the order of the keys, so that the same state is the same bytes. */
    <T> void byId(Map<Long, T> values, BiConsumer<StateOut, T> write) {
        all(
                values.keySet().stream().sorted().toList(),
                (out, id) -> {
                    out.number(id.longValue());
                    write.accept(out, Objects.requireNonNull(values.get(id)));
                });
    }

    void point(Point p) {
        number(p.x());
        number(p.y());
    }

    void box(Box b) {
        number(b.left());
        number(b.top());
        number(b.width());
        number(b.height());
    }

    void expression(Expression e) {
        number(e.neutral());
        number(e.happiness());
        number(e.surprise());
        number(e.sadness());
        number(e.anger());
        number(e.disgust());
        number(e.fear());
    }

    void axis(Axis a) {
        number(a.position());
        number(a.velocity());
        number(a.positionVariance());
        number(a.covariance());
        number(a.velocityVariance());
    }

    void track(Track t) {
        number(t.id());
        box(t.first());
        time(t.firstSeen());
        box(t.box());
        time(t.lastSeen());
        axis(t.across());
        axis(t.down());
    }

    void tracks(Tracks t) {
        all(t.list(), StateOut::track);
        number(t.nextId());
    }

    void baseline(Baseline b) {
        number(b.sum());
        number(b.weight());
        number(b.own());
    }

    void look(Look l) {
        time(l.at());
        number(l.distress());
        expression(l.expression());
        number(l.readings());
        number(l.weight());
        number(l.sum());
    }

    void evidence(Evidence e) {
        baseline(e.baseline());
        all(e.open(), StateOut::expression);
        optional(e.openedAt(), StateOut::time);
        number(e.sum());
        all(e.looks(), StateOut::look);
    }

    void handSign(HandSign h) {
        point(h.center());
        time(h.seenAt());
        text(h.shape().name());
        time(h.since());
        text(h.stage().name());
        time(h.openAt());
    }

    void handSigns(HandSigns h) {
        byId(h.byTrack(), (out, signs) -> out.all(signs, StateOut::handSign));
    }

    void watch(CameraWatch w) {
        tracks(w.tracks());
        byId(w.evidence(), StateOut::evidence);
        handSigns(w.hands());
        optional(w.standingUntil(), StateOut::time);
        optional(w.signStandingUntil(), StateOut::time);
    }

    void signal(Signal s) {
        number(s.id().getMostSignificantBits());
        number(s.id().getLeastSignificantBits());
        text(s.cameraId());
        text(s.rank().name());
        time(s.at());
        number(s.track());
        number(s.score());
        number(s.threshold());
        all(s.looks(), StateOut::look);
    }
}
