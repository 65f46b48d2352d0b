package org.pukar.server.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.pukar.camera.CaptureException;
import org.pukar.vision.pipeline.BenchFilms;
import org.pukar.vision.pipeline.BenchFilms.People;
import org.pukar.vision.pipeline.Reader;

/** What one camera costs with nobody, four and twenty people in view, in several sizes. */
final class BenchCrowd {
    /** 720p, 1080p and 4K, by their widths. */
    static final List<Integer> SIZES = List.of(1280, 1920, 3840);

    private static final List<People> CROWDS = List.of(People.NONE, People.FOUR, People.TWENTY);

    private final BenchFilms films;
    private final Path sample;
    private final Reader reader;
    private final int seconds;
    private final Consumer<String> told;

    /**
     * @param sample the film of four people in 1080p
     * @param seconds of each measurement
     * @param told before each, what it is
     */
    BenchCrowd(BenchFilms films, Path sample, Reader reader, int seconds, Consumer<String> told) {
        this.films = films;
        this.sample = sample;
        this.reader = reader;
        this.seconds = seconds;
        this.told = told;
    }

    /**
     * One crowd in one size.
     *
     * @param width pixels
     */
    record Cell(People people, int width, BenchCamera.Cost cost) {
        /** Such as 1080p. */
        String size() {
            return width == 3840 ? "4K" : width * 9 / 16 + "p";
        }

        /** Such as cores1080pTwenty. */
        String name() {
            String who = people.name();
            return "cores%s%s%s"
                    .formatted(size(), who.charAt(0), who.substring(1).toLowerCase(Locale.ROOT));
        }

        /** Through the expression net, a frame that was read. */
        double faces() {
            return cost.read() == 0 ? 0 : (double) cost.faces() / cost.read();
        }
    }

    List<Cell> measure(List<Integer> widths) throws IOException, CaptureException {
        List<Cell> cells = new ArrayList<>();
        for (int width : widths) {
            for (People people : CROWDS) {
                Path film =
                        people == People.FOUR && width == 1920
                                ? sample
                                : films.write(people, width);
                told.accept(
                        "one camera, %d x %d, people in view: %d ..."
                                .formatted(width, width * 9 / 16, people.count()));
                cells.add(
                        new Cell(people, width, BenchCamera.measure(film, width, reader, seconds)));
            }
        }
        return cells;
    }

    /** The cost of a cell that was measured. */
    static BenchCamera.Cost cost(List<Cell> cells, People people, int width) {
        return cells.stream()
                .filter(c -> c.people == people && c.width == width)
                .findFirst()
                .orElseThrow()
                .cost;
    }
}
