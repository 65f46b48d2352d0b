package org.pukar.vision.fitness;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pukar.camera.Frame;
import org.pukar.cue.Abstention;
import org.pukar.cue.Box;
import org.pukar.cue.FaceReading;
import org.pukar.vision.face.HeadPose;
import org.pukar.vision.pipeline.Pipeline;

/**
 * Adds up what a camera's reading says of the camera: sizes, angles, light, and why faces were not
 * read, by place and by hour. No picture and nothing of a person is kept, only counts: about 30 kB
 * a camera. For one thread.
 */
public final class FitnessMeter {
    /** Places of the picture. */
    static final int ACROSS = 16;

    static final int DOWN = 9;

    /** Head widths are counted in steps of an eighth of an octave, from 4 pixels on. */
    private static final int STEPS = 64;

    private static final int STEPS_AN_OCTAVE = 8;
    private static final double SMALLEST = 4;

    private final ZoneId zone;
    private final Cell[] cells = new Cell[ACROSS * DOWN];
    private final Hour[] hours = new Hour[24];
    private final Map<Abstention, Long> abstained = new EnumMap<>(Abstention.class);
    private final Line line = new Line();
    private long frames;
    private long faults;
    private int width;
    private int height;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    /**
     * @param zone whose hours are counted
     */
    public FitnessMeter(ZoneId zone) {
        this.zone = zone;
        for (int i = 0; i < cells.length; i++) {
            cells[i] = new Cell();
        }
        for (int i = 0; i < hours.length; i++) {
            hours[i] = new Hour();
        }
    }

    private static final class Cell {
        private final short[] widths = new short[STEPS];
        private int heads;
        private int read;
        private double yaw;
        private double pitch;
    }

    private static final class Hour {
        private long frames;
        private double brightness;
        private long heads;
        private long read;
        private long dark;
    }

    /** Head width by row of the picture, as a straight line: on level ground it is one. */
    private static final class Line {
        private long n;
        private double rows;
        private double widths;
        private double rowsSquared;
        private double widthsSquared;
        private double both;

        void add(double row, double width) {
            n++;
            rows += row;
            widths += width;
            rowsSquared += row * row;
            widthsSquared += width * width;
            both += row * width;
        }

        Optional<Fitness.Ground> fit() {
            if (n < Fitness.FEWEST_HEADS) {
                return Optional.empty();
            }
            double spread = rowsSquared / n - rows / n * rows / n;
            double together = both / n - rows / n * widths / n;
            double grown = widthsSquared / n - widths / n * widths / n;
            double slope = together / Math.max(1e-9, spread);
            double explained = together * together / Math.max(1e-9, spread * grown);
            return slope > 0 && explained >= Fitness.Ground.LEAST_EXPLAINED
                    ? Optional.of(
                            new Fitness.Ground(slope, widths / n - slope * rows / n, explained))
                    : Optional.empty();
        }
    }

    /** Adds a frame. */
    public void add(Pipeline.Report report) {
        Frame frame = report.frame();
        if (frame.width() != width || frame.height() != height) {
            width = frame.width();
            height = frame.height();
        }
        frames++;
        first = frame.at().isBefore(first) ? frame.at() : first;
        last = frame.at().isAfter(last) ? frame.at() : last;
        if (report.fault().isPresent()) {
            faults++;
            return;
        }
        Hour hour = hours[frame.at().atZone(zone).getHour()];
        hour.frames++;
        hour.brightness += frame.brightness();
        for (FaceReading reading : report.readings()) {
            add(reading, hour);
        }
    }

    private void add(FaceReading reading, Hour hour) {
        Box box = reading.face().box();
        int column = (int) (box.center().x() * ACROSS / width);
        int row = (int) (box.center().y() * DOWN / height);
        if (column < 0 || column >= ACROSS || row < 0 || row >= DOWN) {
            return;
        }
        Cell cell = cells[row * ACROSS + column];
        HeadPose pose = HeadPose.of(reading.face().points());
        int step = step(box.width());
        cell.widths[step] = (short) Math.min(Short.MAX_VALUE, cell.widths[step] + 1);
        cell.heads++;
        cell.yaw += Math.abs(pose.yaw());
        cell.pitch += pose.pitch();
        line.add(box.center().y(), box.width());
        hour.heads++;
        reading.abstention().ifPresent(why -> abstained.merge(why, 1L, Long::sum));
        if (reading.abstention().isEmpty()) {
            cell.read++;
            hour.read++;
        } else if (reading.abstention().get() == Abstention.DARK) {
            hour.dark++;
        }
    }

    private static int step(double width) {
        double octaves = Math.log(Math.max(SMALLEST, width) / SMALLEST) / Math.log(2);
        return Math.min(STEPS - 1, (int) (STEPS_AN_OCTAVE * octaves));
    }

    private static double middle(int[] widths, long heads) {
        long below = 0;
        for (int i = 0; i < widths.length; i++) {
            below += widths[i];
            if (below > 0 && 2 * below >= heads) {
                return SMALLEST * Math.pow(2, (i + .5) / STEPS_AN_OCTAVE);
            }
        }
        return 0;
    }

    /** What has been seen so far. */
    public Fitness fitness() {
        List<Fitness.Place> places = new ArrayList<>();
        int[] all = new int[STEPS];
        long heads = 0;
        long read = 0;
        long large = 0;
        for (int i = 0; i < cells.length; i++) {
            Cell cell = cells[i];
            int[] widths = new int[STEPS];
            long counted = 0;
            for (int s = 0; s < STEPS; s++) {
                widths[s] = cell.widths[s];
                counted += widths[s];
                all[s] += widths[s];
                large += s >= step(Fitness.READABLE_HEAD) ? widths[s] : 0;
            }
            heads += cell.heads;
            read += cell.read;
            if (cell.heads > 0) {
                places.add(
                        new Fitness.Place(
                                i % ACROSS,
                                i / ACROSS,
                                cell.heads,
                                cell.read,
                                middle(widths, counted),
                                cell.yaw / cell.heads,
                                cell.pitch / cell.heads));
            }
        }
        long counted = 0;
        for (int widths : all) {
            counted += widths;
        }
        List<Fitness.Hour> light = new ArrayList<>();
        for (int h = 0; h < hours.length; h++) {
            if (hours[h].frames > 0) {
                light.add(
                        new Fitness.Hour(
                                h,
                                hours[h].frames,
                                hours[h].brightness / hours[h].frames,
                                hours[h].heads,
                                hours[h].read,
                                hours[h].dark));
            }
        }
        double seconds = frames == 0 ? 0 : Duration.between(first, last).toMillis() / 1e3;
        return new Fitness(
                width,
                height,
                frames,
                seconds,
                faults,
                heads,
                read,
                counted == 0 ? 0 : (double) large / counted,
                middle(all, counted),
                places,
                light,
                abstained,
                line.fit());
    }
}
