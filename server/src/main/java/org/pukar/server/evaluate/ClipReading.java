package org.pukar.server.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.pukar.camera.CaptureException;
import org.pukar.camera.Frame;
import org.pukar.cue.Box;
import org.pukar.cue.FaceReading;
import org.pukar.evidence.Evidence;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.server.evaluate.Tally.Measure;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.pipeline.Pipeline;
import org.pukar.vision.pipeline.Reader;

/** Reads a clip as a camera is read, five frames a second, and counts against its truth. */
public final class ClipReading {
    /** A reading with more counts as like distress. */
    private static final double LIKE_DISTRESS = .5;

    /** A head counts as covered from this share on. */
    private static final double COVERED = .9;

    /** Seconds of distress below which no reading, however clear, can make a signal. */
    static final double SHORTEST =
            Evidence.shortest(EvidenceSettings.standard()).toMillis() / 1000.0;

    /** A signal so late after a span's end still belongs to it: the last look ends with it. */
    private static final double LATE_SECONDS = 2;

    private final Truth truth;
    private final ClipResult result;
    private final Set<SpanOf> signalled = new HashSet<>();
    private final Set<Integer> signed = new HashSet<>();
    private final Map<Integer, List<Double>> widths = new HashMap<>();

    private record SpanOf(int person, Truth.Span span) {}

    ClipReading(Truth truth) {
        this.truth = truth;
        this.result = new ClipResult(truth.name(), truth.frames().size() / truth.fps());
    }

    /** Reads the whole clip. */
    public static ClipResult read(Truth truth, Reader reader) throws CaptureException {
        ClipReading reading = new ClipReading(truth);
        try (FileSource source = new FileSource(truth.file().toString(), Pipeline.INTERVAL)) {
            Pipeline pipeline = new Pipeline(reader, EvidenceSettings.standard());
            for (Optional<Frame> frame = source.next(); frame.isPresent(); frame = source.next()) {
                Pipeline.Report report = pipeline.read(frame.get());
                reading.add(
                        (int) source.decoded() - 1,
                        report.readings(),
                        report.tracks(),
                        report.masks(),
                        report.signals());
            }
        }
        return reading.finish();
    }

    /** Counts what another program found in the same frames; it has no masks and no signals. */
    static ClipResult of(
            Truth truth, List<Integer> frames, Map<Integer, List<Found>> facesOfFrame) {
        ClipReading reading = new ClipReading(truth);
        for (int frame : frames) {
            reading.faces(frame, facesOfFrame.getOrDefault(frame, List.of()));
        }
        return reading.result;
    }

    /**
     * Counts one frame.
     *
     * @param frame its number, from 0
     * @param tracks the track of each reading
     */
    void add(
            int frame,
            List<FaceReading> readings,
            List<Long> tracks,
            List<Box> masks,
            List<Signal> signals) {
        List<Found> faces = readings.stream().map(Found::of).toList();
        Map<Integer, Truth.Head> headOfFace = faces(frame, faces);
        for (Truth.Head head : inPicture(frame)) {
            each(head.id(), head.headWidth(), tally -> covered(tally, head, masks));
        }
        for (Found face : faces) {
            if (face.box().coveredBy(masks) < 1) {
                result.notMasked();
            }
        }
        for (Signal signal : signals) {
            Optional<Truth.Head> head =
                    Optional.ofNullable(headOfFace.get(tracks.indexOf(signal.track())));
            double at = Duration.between(Instant.EPOCH, signal.at()).toNanos() / 1e9;
            if (signal.rank() == Rank.SIGN) {
                sign(at, head);
            } else {
                signal(at, head);
            }
        }
    }

    /**
     * Counts the faces of one frame; returns the head that each face is, by its place in the list.
     */
    private Map<Integer, Truth.Head> faces(int frame, List<Found> faces) {
        result.looked(frame);
        double at = frame / truth.fps();
        List<Truth.Head> heads = inPicture(frame);
        Map<Integer, Integer> matched =
                Matching.faceOfHead(
                        heads.stream().map(h -> h.box().orElseThrow()).toList(),
                        faces.stream().map(Found::box).toList());
        Map<Integer, Truth.Head> headOfFace = new HashMap<>();
        for (int h = 0; h < heads.size(); h++) {
            Truth.Head head = heads.get(h);
            widths.computeIfAbsent(head.id(), key -> new ArrayList<>()).add(head.headWidth());
            Optional<Integer> face = Optional.ofNullable(matched.get(h));
            face.ifPresent(f -> headOfFace.put(f, head));
            if (head.findable()) {
                each(head.id(), head.headWidth(), t -> head(t, head, face.map(faces::get), at));
            }
        }
        for (int f = headOfFace.size(); f < faces.size(); f++) {
            result.stray();
        }
        return headOfFace;
    }

    private List<Truth.Head> inPicture(int frame) {
        return truth.frames().get(frame).stream().filter(h -> h.box().isPresent()).toList();
    }

    private static void covered(Tally tally, Truth.Head head, List<Box> masks) {
        if (head.visible() > 0) {
            Box box = head.box().orElseThrow();
            double covered = box.coveredBy(masks);
            tally.pixels(box.width() * box.height(), covered);
            tally.count(Measure.COVERED, covered >= COVERED);
        }
    }

    private void head(Tally tally, Truth.Head head, Optional<Found> face, double at) {
        tally.count(Measure.FOUND, face.isPresent());
        if (face.isEmpty()) {
            return;
        }
        tally.count(Measure.READ, face.get().distress().isPresent());
        face.get().abstention().ifPresent(tally::abstained);
        boolean shown = truth.person(head.id()).spanAt(at).isPresent();
        face.get()
                .distress()
                .ifPresent(
                        like ->
                                tally.count(
                                        shown ? Measure.DISTRESS_READ : Measure.DISTRESS_FALSE,
                                        like > LIKE_DISTRESS));
    }

    private void sign(double at, Optional<Truth.Head> head) {
        boolean made =
                head.map(h -> spanOf(truth.person(h.id()).signs(), at).isPresent()).orElse(false);
        if (made) {
            signed.add(head.orElseThrow().id());
        } else {
            result.all().falseSign();
        }
    }

    /** The span that a signal answers. */
    private static Optional<Truth.Span> spanOf(List<Truth.Span> spans, double at) {
        return spans.stream()
                .filter(s -> at >= s.from() && at < s.until() + LATE_SECONDS)
                .findFirst();
    }

    private void signal(double at, Optional<Truth.Head> head) {
        Optional<Truth.Span> span = head.flatMap(h -> spanOf(truth.person(h.id()).distress(), at));
        if (head.isEmpty()) {
            result.all().falseSignal();
        } else if (span.isEmpty()) {
            each(head.get().id(), head.get().headWidth(), Tally::falseSignal);
        } else if (signalled.add(new SpanOf(head.get().id(), span.get()))) {
            each(
                    head.get().id(),
                    middleWidth(head.get().id()),
                    tally -> tally.delay(at - span.get().from()));
        }
    }

    ClipResult finish() {
        for (Truth.Someone person : truth.people()) {
            if (!person.signs().isEmpty()) {
                boolean told = signed.contains(person.id());
                each(
                        person.id(),
                        middleWidth(person.id()),
                        tally -> tally.count(Measure.SIGNED, told));
            }
            for (Truth.Span span : person.distress()) {
                boolean found = signalled.contains(new SpanOf(person.id(), span));
                boolean longEnough = span.until() - span.from() >= SHORTEST;
                each(
                        person.id(),
                        middleWidth(person.id()),
                        tally -> {
                            if (found || longEnough) {
                                tally.count(Measure.SIGNALLED, found);
                            } else {
                                tally.tooShort();
                            }
                        });
            }
        }
        return result;
    }

    private double middleWidth(int person) {
        List<Double> sorted = widths.getOrDefault(person, List.of(0.0)).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** Does it to the clip's tally and to that of every group that the person is in. */
    private void each(int id, double headWidth, Consumer<Tally> count) {
        count.accept(result.all());
        for (Dimension dimension : Dimension.values()) {
            for (String group : dimension.groups(truth, truth.person(id), headWidth)) {
                count.accept(result.group(dimension, group));
            }
        }
    }
}
