package org.pukar.vision.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.pukar.camera.CaptureException;
import org.pukar.camera.Frame;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.mask.Picture;
import org.pukar.vision.mask.VideoWriter;

/**
 * The bench's films: the sample with four rendered people, empty, as it is, or four times side by
 * side, in other sizes; a key frame every two seconds.
 */
public final class BenchFilms {
    /** The sample's street above its people's heads, as a share of the height. */
    private static final double EMPTY_ABOVE = .3;

    private final Path sample;
    private final Path folder;

    /**
     * @param sample scenes/samples/crossing-1080p25.mp4
     * @param folder where they are written
     */
    public BenchFilms(Path sample, Path folder) {
        this.sample = sample;
        this.folder = folder;
    }

    /** How many people are in view: none, four, sixteen. */
    public enum People {
        NONE,
        FOUR,
        SIXTEEN
    }

    /**
     * Writes a film of ten seconds.
     *
     * @param width of the film in pixels, 16 to 9
     * @throws CaptureException when the sample can't be read
     */
    public Path write(People people, int width) throws IOException, CaptureException {
        int height = width * 9 / 16 & ~1;
        Path file = folder.resolve(people + "-" + width + ".mp4");
        try (FileSource source = new FileSource(sample.toString(), Duration.ofMillis(40));
                VideoWriter writer = new VideoWriter(file, width, height, 4 * width * height)) {
            Optional<Frame> next = source.next();
            for (int n = 0; next.isPresent(); n++) {
                writer.add(picture(next.get(), people, width, height), n / 25.0);
                next = source.next();
            }
        }
        return file;
    }

    /** Each pixel is the sample's nearest. */
    private static Picture picture(Frame frame, People people, int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        byte[] from = frame.rgb();
        int tiles = people == People.SIXTEEN ? 2 : 1;
        double rows = frame.height() * (people == People.NONE ? EMPTY_ABOVE : 1);
        for (int y = 0, o = 0; y < height; y++) {
            int row = (int) (y * tiles % height * rows / height);
            for (int x = 0; x < width; x++, o += 3) {
                int column = (int) ((long) x * tiles % width * frame.width() / width);
                int i = (row * frame.width() + column) * 3;
                rgb[o] = from[i];
                rgb[o + 1] = from[i + 1];
                rgb[o + 2] = from[i + 2];
            }
        }
        return new Picture(width, height, rgb);
    }
}
