package org.pukar.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pukar.cue.Abstention;
import org.pukar.cue.Box;
import org.pukar.cue.Expression;
import org.pukar.cue.Face;
import org.pukar.cue.FaceReading;
import org.pukar.cue.Point;

/**
 * Plays a line such as {@code 9s CALM, 6s FEAR .9 / 15s CALM} to a camera at 5 frames a second: one
 * part per face, faces apart by a slash. A face shows CALM, or one expression with its probability
 * and the rest neutral, or abstains (HIDDEN), or is not there (NOBODY); FROZEN before it says that
 * the picture is not to be trusted.
 */
final class Street {
    static final int FRAMES_A_SECOND = 5;
    static final EvidenceSettings SETTINGS = EvidenceSettings.standard();
    private static final Instant START = Instant.parse("2026-03-08T18:00:00Z");

    private CameraWatch watch = CameraWatch.start();
    private final List<Signal> signals = new ArrayList<>();
    private int frames;

    static Street played(String line) {
        Street street = new Street();
        List<List<String>> faces = new ArrayList<>();
        for (String face : line.split("/", -1)) {
            faces.add(framesOf(face));
        }
        int longest = faces.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            List<FaceReading> readings = new ArrayList<>();
            boolean trusted = true;
            for (int f = 0; f < faces.size(); f++) {
                String shown = i < faces.get(f).size() ? faces.get(f).get(i) : "NOBODY";
                trusted &= !shown.startsWith("FROZEN");
                reading(face(100 + 300.0 * f, 60), shown.replace("FROZEN ", ""))
                        .ifPresent(readings::add);
            }
            street.frame(readings, trusted);
        }
        return street;
    }

    void frame(List<FaceReading> readings, boolean trusted) {
        CameraWatch.Step step =
                watch.add("cam-1", at(frames++), readings, List.of(), SETTINGS, trusted);
        watch = step.watch();
        signals.addAll(step.signals());
    }

    /** A frame between the last and the next. */
    void frameBetween(List<FaceReading> readings) {
        CameraWatch.Step step =
                watch.add(
                        "cam-1", at(frames).minusMillis(100), readings, List.of(), SETTINGS, true);
        watch = step.watch();
        signals.addAll(step.signals());
    }

    static Instant at(int frame) {
        return START.plusMillis(1000L * frame / FRAMES_A_SECOND);
    }

    CameraWatch watch() {
        return watch;
    }

    List<Signal> signals() {
        return signals;
    }

    /** When each signal came, in seconds since the start. */
    List<Double> seconds() {
        return signals.stream()
                .map(s -> (s.at().toEpochMilli() - START.toEpochMilli()) / 1000.0)
                .toList();
    }

    /** What is shown frame by frame. */
    static List<String> framesOf(String face) {
        List<String> frames = new ArrayList<>();
        for (String part : face.strip().split(",\\s*", -1)) {
            String[] words = part.strip().split("\\s+", 2);
            int count =
                    words[0].endsWith("f")
                            ? Integer.parseInt(words[0].replace("f", ""))
                            : Integer.parseInt(words[0].replace("s", "")) * FRAMES_A_SECOND;
            for (int i = 0; i < count; i++) {
                frames.add(words[1].strip());
            }
        }
        return frames;
    }

    static Optional<FaceReading> reading(Face face, String shown) {
        return switch (shown) {
            case "NOBODY" -> Optional.empty();
            case "HIDDEN" -> Optional.of(FaceReading.abstained(face, Abstention.HIDDEN));
            default -> Optional.of(FaceReading.read(face, expression(shown)));
        };
    }

    static Expression expression(String shown) {
        String[] words = shown.split("\\s+", -1);
        if (words[0].equals("CALM")) {
            return new Expression(.96, .03, 0, 0, 0, 0, .01);
        }
        double p = Double.parseDouble(words[1]);
        double rest = 1 - p;
        return switch (words[0]) {
            case "FEAR" -> new Expression(rest, 0, 0, 0, 0, 0, p);
            case "ANGER" -> new Expression(rest, 0, 0, 0, p, 0, 0);
            case "SADNESS" -> new Expression(rest, 0, 0, p, 0, 0, 0);
            case "SURPRISE" -> new Expression(rest, 0, p, 0, 0, 0, 0);
            case "HAPPINESS" -> new Expression(rest, p, 0, 0, 0, 0, 0);
            case "ANGUISH" -> new Expression(0, 0, 0, p, 0, 0, rest);
            default -> throw new IllegalArgumentException("no face shows " + shown);
        };
    }

    /** A face whose head is {@code width} pixels wide with its centre so far from the left. */
    static Face face(double centerX, double width) {
        Point any = new Point(centerX, 200);
        return new Face(
                new Box(centerX - width / 2, 200 - width / 2, width, width),
                new Face.Points(any, any, any, any, any, any),
                .9);
    }
}
