package org.pukar.vision.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.pukar.camera.CaptureException;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.camera.Spare;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.mask.Picture;
import org.pukar.vision.mask.VideoWriter;

/**
 * The bench's films, made of the sample with four rendered people: its empty street, one of them
 * near, the sample as it is, or twenty heads and shoulders side by side; a key frame every two
 * seconds.
 */
public final class BenchFilms {
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

    /** A part of the sample, in pixels of its 1920 x 1080. */
    private record Part(int left, int top, int width, int height) {}

    private static final Part WHOLE = new Part(0, 0, 1920, 1080);

    /** Above its people's heads. */
    private static final Part STREET = new Part(0, 0, 1920, 324);

    /** As large as a film of 360p: the head is 78 pixels wide there. */
    private static final Part ONE_PERSON = new Part(1208, 450, 640, 360);

    /**
     * A fifth by a quarter of the sample around each head: in 1080p heads stay as wide, 62 to 93.
     */
    private static final List<Part> HEADS =
            List.of(
                    new Part(238, 570, 384, 270),
                    new Part(948, 516, 384, 270),
                    new Part(1336, 468, 384, 270),
                    new Part(592, 328, 384, 270));

    /** How many people are in view. */
    public enum People {
        /** An empty street. */
        NONE(0, 1, 1),
        /** One, near. */
        ONE(1, 1, 1),
        /** The sample. */
        FOUR(4, 1, 1),
        /** Crowded. */
        TWENTY(20, 5, 4);

        private final int count;
        private final int columns;
        private final int rows;

        /** Parts of the sample lie side by side in so many columns and rows. */
        People(int count, int columns, int rows) {
            this.count = count;
            this.columns = columns;
            this.rows = rows;
        }

        /** How many they are. */
        public int count() {
            return count;
        }
    }

    /**
     * Writes a film of ten seconds.
     *
     * @param width of the film in pixels, 16 to 9
     * @throws CaptureException when the sample can't be read
     */
    public Path write(People people, int width) throws IOException, CaptureException {
        return write(people, width, 1);
    }

    /**
     * Writes a film that shows the sample so many times, ten seconds each.
     *
     * @param width of the film in pixels, 16 to 9
     * @throws CaptureException when the sample can't be read
     */
    public Path write(People people, int width, int times) throws IOException, CaptureException {
        int height = width * 9 / 16 & ~1;
        Path file = folder.resolve(people + "-" + width + ".mp4");
        int shown = 0;
        try (VideoWriter writer = new VideoWriter(file, width, height, 4 * width * height)) {
            for (int i = 0; i < times; i++) {
                try (FileSource source = new FileSource(sample.toString(), Duration.ofMillis(40))) {
                    Optional<Frame> next = source.next();
                    for (; next.isPresent(); next = source.next()) {
                        writer.add(picture(next.get(), people, width, height), shown++ / 25.0);
                    }
                }
            }
        }
        return file;
    }

    private static Part part(People people, int number) {
        return switch (people) {
            case NONE -> STREET;
            case ONE -> ONE_PERSON;
            case FOUR -> WHOLE;
            case TWENTY -> HEADS.get(number % HEADS.size());
        };
    }

    /** Each pixel is the sample's nearest. */
    private static Picture picture(Frame frame, People people, int width, int height) {
        Pixels from = Picture.shrunk(frame, frame.width(), new Spare(0)).pixels();
        Pixels to = new Pixels(width, height, from.colors(), new byte[Pixels.size(width, height)]);
        for (int i = 0; i < 3; i++) {
            fill(from, to, i, people);
        }
        return new Picture(to);
    }

    private static void fill(Pixels from, Pixels to, int plane, People people) {
        Pixels.Plane read = from.planes().get(plane);
        Pixels.Plane written = to.planes().get(plane);
        int half = plane == 0 ? 1 : 2;
        int width = written.width();
        for (int y = 0, o = written.begin(); y < written.height(); y++) {
            int row = y * people.rows / written.height();
            int down = y * people.rows % written.height();
            for (int column = 0; column < people.columns; column++) {
                Part part = part(people, row * people.columns + column);
                int line = (part.top + down * part.height / written.height()) / half;
                int begin = read.begin() + line * read.width();
                int end = (column + 1) * width / people.columns;
                for (int x = column * width / people.columns; x < end; x++, o++) {
                    int across = x * people.columns - column * width;
                    to.bytes()[o] =
                            from.bytes()[begin + (part.left + across * part.width / width) / half];
                }
            }
        }
    }
}
