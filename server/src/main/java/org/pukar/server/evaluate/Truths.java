package org.pukar.server.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pukar.camera.CaptureException;
import org.pukar.camera.Frame;
import org.pukar.vision.capture.FileSource;

/**
 * All truths of a folder, checked against their videos.
 *
 * @param sound what can be measured by
 * @param problems one for each file that can't, in words
 */
public record Truths(List<Truth> sound, List<String> problems) {
    private static final String ENDS = ".truth.jsonl";

    /** A video's rate may differ by this share: its header rounds. */
    private static final double RATE_TOLERANCE = .02;

    public Truths {
        sound = List.copyOf(sound);
        problems = List.copyOf(problems);
    }

    /** Reads and checks them all; every video is decoded once, for its frames to be counted. */
    public static Truths of(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return refused("DIR must be a folder of clips and their truth, got none there", folder);
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        List<Truth> sound = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(ENDS)) {
                try {
                    Truth truth = TruthFile.read(file);
                    fits(truth, file);
                    sound.add(truth);
                } catch (TruthException e) {
                    problems.add(String.valueOf(e.getMessage()));
                }
            } else if (name.endsWith(".mp4")) {
                Path truth =
                        folder.resolve(name.substring(0, name.length() - ".mp4".length()) + ENDS);
                if (!Files.exists(truth)) {
                    problems.add(
                            "every clip must have its truth beside it, got none (%s:1); render the clip and its truth again"
                                    .formatted(truth));
                }
            }
        }
        if (sound.isEmpty() && problems.isEmpty()) {
            return refused("DIR must hold NAME.mp4 and NAME.truth.jsonl, got neither", folder);
        }
        return new Truths(sound, problems);
    }

    private static Truths refused(String why, Path folder) {
        return new Truths(
                List.of(), List.of("%s (%s); give a folder that does".formatted(why, folder)));
    }

    private static void fits(Truth truth, Path file) throws TruthException {
        String called = String.valueOf(file.getFileName()).replace(ENDS, "");
        must(
                truth.name().equals(called) && truth.file().endsWith(called + ".mp4"),
                "name and file must be the truth's own, %s and %s.mp4".formatted(called, called),
                truth.name() + " and " + truth.file().getFileName(),
                file);
        // Nothing but the first frame is due in so long a time, so decoding is all that it costs.
        try (FileSource source = new FileSource(truth.file().toString(), Duration.ofDays(1))) {
            Frame first = source.next().orElseThrow();
            Optional<Frame> more = source.next();
            must(more.isEmpty(), "a clip must last less than a day", "more", file);
            must(
                    first.width() == truth.width() && first.height() == truth.height(),
                    "width and height must be the video's, %d x %d"
                            .formatted(first.width(), first.height()),
                    truth.width() + " x " + truth.height(),
                    file);
            must(
                    source.decoded() == truth.frames().size(),
                    "frames must be the video's, " + source.decoded(),
                    String.valueOf(truth.frames().size()),
                    file);
            double rate = source.decoded() / source.seconds();
            must(
                    Math.abs(rate - truth.fps()) <= RATE_TOLERANCE * rate,
                    "fps must be the video's, %.2f".formatted(rate),
                    String.valueOf(truth.fps()),
                    file);
        } catch (CaptureException e) {
            must(false, "file must be a video", String.valueOf(e.getMessage()), file);
        }
    }

    private static void must(boolean right, String rule, String value, Path file)
            throws TruthException {
        if (!right) {
            throw new TruthException(
                    rule, value, file + ":1", "render the clip and its truth again");
        }
    }
}
