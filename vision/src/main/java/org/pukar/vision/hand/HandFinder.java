package org.pukar.vision.hand;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pukar.camera.Frame;
import org.pukar.cue.Box;
import org.pukar.cue.HandPoints;
import org.pukar.cue.HandReading;
import org.pukar.cue.Point;
import org.pukar.evidence.Track;
import org.pukar.vision.face.FaceCrop;

/**
 * The hands near the faces of one camera. Palms are looked for around a face now and then, and only
 * where something has moved; a hand that was found is read in every frame in which it moves. For
 * one thread.
 */
public final class HandFinder {
    /**
     * Heads under this width are too far off: folded fingers are then told from straight ones no
     * more (models/hand-224/card.md).
     */
    static final double SMALLEST_HEAD = 36;

    /** The square around a face in which a raised hand lies, in head widths; and where it is. */
    private static final double AROUND = 4.2;

    private static final double BELOW = .3;

    /** Sooner than an open palm is held. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(400);

    private static final Duration LONGEST_WITHOUT = Duration.ofSeconds(5);
    private static final int MOST_HANDS = 2;

    /** Two squares that share so much show the same hand. */
    private static final double SAME = .4;

    private final HandNets nets;
    private final HandNets.Room room = HandNets.Room.empty();
    private Map<Long, Person> people = new HashMap<>();
    private long palmLooks;
    private long handLooks;

    public HandFinder(HandNets nets) {
        this.nets = nets;
    }

    /** What is known of one face's hands. */
    private record Person(Instant lookedAt, Motion around, List<Known> hands) {
        Person {
            hands = List.copyOf(hands);
        }
    }

    /** A hand, and the picture of where it was when it was read. */
    private record Known(HandPoints points, FaceCrop square, Motion picture) {}

    /**
     * The hands near the faces.
     *
     * @param tracks the faces that were followed up to the last frame
     */
    public List<HandReading> find(Frame frame, List<Track> tracks) {
        Map<Long, Person> next = new HashMap<>();
        List<HandReading> readings = new ArrayList<>();
        for (Track track : tracks) {
            if (track.box().width() < SMALLEST_HEAD) {
                continue;
            }
            Person person = look(frame, track, Optional.ofNullable(people.get(track.id())));
            next.put(track.id(), person);
            person.hands.forEach(h -> readings.add(new HandReading(track.id(), h.points)));
        }
        people = next;
        return readings;
    }

    private Person look(Frame frame, Track track, Optional<Person> before) {
        FaceCrop square = around(track.boxAt(frame.at()));
        Motion now = Motion.of(frame, square);
        List<Known> hands = new ArrayList<>();
        for (Known known : before.map(Person::hands).orElse(List.of())) {
            again(frame, known).filter(h -> isNew(h, hands)).ifPresent(hands::add);
        }
        boolean lost = hands.size() < before.map(p -> p.hands.size()).orElse(0);
        if (!due(frame.at(), before, now, hands.size(), lost)) {
            Person was = before.orElseThrow();
            return new Person(was.lookedAt, was.around, hands);
        }
        palmLooks++;
        for (FaceCrop palm : nets.palms(frame, square, room)) {
            if (hands.size() < MOST_HANDS && isNew(palm.box(), hands)) {
                read(frame, palm).filter(h -> isNew(h, hands)).ifPresent(hands::add);
            }
        }
        return new Person(frame.at(), now, hands);
    }

    private static boolean due(
            Instant at, Optional<Person> before, Motion now, int found, boolean lost) {
        if (before.isEmpty() || lost) {
            return true;
        }
        Duration since = Duration.between(before.get().lookedAt, at);
        return found < MOST_HANDS
                && since.compareTo(BETWEEN_LOOKS) >= 0
                && (since.compareTo(LONGEST_WITHOUT) >= 0 || now.differs(before.get().around));
    }

    /** A hand that has not moved is not read again. */
    private Optional<Known> again(Frame frame, Known known) {
        return Motion.of(frame, known.square).differs(known.picture)
                ? read(frame, Palm.again(known.points))
                : Optional.of(known);
    }

    private Optional<Known> read(Frame frame, FaceCrop square) {
        handLooks++;
        return nets.hand(frame, square, room)
                .map(points -> new Known(points, square, Motion.of(frame, square)));
    }

    private static boolean isNew(Known hand, List<Known> hands) {
        return isNew(hand.points.box(), hands);
    }

    private static boolean isNew(Box box, List<Known> hands) {
        return hands.stream().noneMatch(h -> h.points.box().containment(box) > SAME);
    }

    private static FaceCrop around(Box head) {
        Point center = head.center().moved(0, (.5 + BELOW) * head.height());
        return FaceCrop.around(center, 0, AROUND * head.width());
    }

    /** How often the nets have run so far. */
    public Looks looks() {
        return new Looks(palmLooks, handLooks);
    }

    /**
     * How often the nets have run.
     *
     * @param palms around a face
     * @param hands on one hand
     */
    public record Looks(long palms, long hands) {}
}
