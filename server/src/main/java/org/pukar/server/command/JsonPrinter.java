package org.pukar.server.command;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.pukar.camera.PictureFault;
import org.pukar.cue.Box;
import org.pukar.cue.Expression;
import org.pukar.cue.FaceReading;
import org.pukar.cue.HandReading;
import org.pukar.evidence.Signal;
import org.pukar.vision.pipeline.Pipeline;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON object a line: a contract that others measure by. Boxes in pixels (left, top, width,
 * height), times in seconds of the video.
 */
final class JsonPrinter implements ReadPrinter {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private final PrintStream out;

    JsonPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void frame(Pipeline.Report report, double done) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("type", "frame");
        line.put("at", rounded(ReadTotals.seconds(report), 3));
        line.put(
                "faces",
                IntStream.range(0, report.readings().size())
                        .mapToObj(i -> face(report.tracks().get(i), report.readings().get(i)))
                        .toList());
        line.put("hands", report.hands().stream().map(JsonPrinter::hand).toList());
        line.put("dropped", 0);
        print(line);
        for (Signal signal : report.signals()) {
            print(
                    ordered(
                            "type", "signal",
                            "at", rounded(ReadTotals.seconds(report), 3),
                            "rank", signal.rank().name(),
                            "track", signal.track(),
                            "score", rounded(signal.score(), 2)));
        }
    }

    private static Map<String, Object> face(long track, FaceReading reading) {
        Map<String, Object> face = new LinkedHashMap<>();
        face.put("track", track);
        face.put("box", sides(reading.face().box()));
        face.put("headWidth", Math.round(reading.face().headWidth()));
        face.put("abstained", reading.abstention().map(Enum::name).orElse(null));
        face.put("expression", reading.expression().map(JsonPrinter::probabilities).orElse(null));
        face.put("distress", reading.expression().map(e -> rounded(e.distress(), 4)).orElse(null));
        return face;
    }

    private static Map<String, Object> hand(HandReading hand) {
        return ordered(
                "track", hand.track(),
                "box", sides(hand.points().box()),
                "shape", hand.points().shape().name());
    }

    private static List<Long> sides(Box box) {
        return List.of(
                Math.round(box.left()),
                Math.round(box.top()),
                Math.round(box.width()),
                Math.round(box.height()));
    }

    private static Map<String, Object> probabilities(Expression e) {
        return ordered(
                "neutral", rounded(e.neutral(), 4),
                "happiness", rounded(e.happiness(), 4),
                "surprise", rounded(e.surprise(), 4),
                "sadness", rounded(e.sadness(), 4),
                "anger", rounded(e.anger(), 4),
                "disgust", rounded(e.disgust(), 4),
                "fear", rounded(e.fear(), 4));
    }

    @Override
    public void fault(double seconds, PictureFault fault) {
        print(ordered("type", "fault", "at", rounded(seconds, 3), "kind", fault.name()));
    }

    @Override
    public void summary(ReadTotals totals) {
        print(
                ordered(
                        "type", "summary",
                        "file", totals.file,
                        "frames", totals.frames,
                        "read", totals.read,
                        "faces", totals.faces,
                        "abstained", totals.abstained,
                        "signals", totals.signals,
                        "seconds", rounded(totals.seconds, 2),
                        "speed", rounded(totals.speed(), 2)));
    }

    @Override
    public void error(String file, String code, String message) {
        print(ordered("type", "error", "file", file, "code", code, "message", message));
        System.err.println("pukar: " + message);
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    private static double rounded(double value, int digits) {
        double factor = Math.pow(10, digits);
        return Math.round(value * factor) / factor;
    }

    private void print(Map<String, Object> line) {
        out.println(MAPPER.writeValueAsString(line));
    }
}
