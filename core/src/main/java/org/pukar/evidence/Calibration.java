package org.pukar.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The threshold that keeps the promised rate on footage in which nobody is in distress. Over
 * independent looks whose weights are log-likelihood ratios a sum passes h once in e^h looks; a
 * face that is misread goes on being misread, and then sooner. So the footage's looks are put
 * together again by chance into millions, in blocks that stay whole, so that what depends on one
 * another stays together (moving on from Künsch 1989), and the sums that they reach are counted.
 * What never happened in the footage is not in it.
 *
 * @param faces how many tracks it was measured on
 * @param looks how many looks that is
 * @param blocks what each length of block says
 * @param asked what one face in view would have to pass for the promised rate: the highest of them,
 *     and at least that of independent looks
 * @param threshold the same, but no higher than the settings take: where it is lower than {@code
 *     asked}, the rate is not kept
 * @param exponent the same for {@link EvidenceSettings}
 */
public record Calibration(
        int faces,
        long looks,
        List<Blocks> blocks,
        double asked,
        double threshold,
        double exponent) {
    /** Looks in a block; a face that is in view for less is a block of its own. */
    private static final int[] LENGTHS = {10, 30, 90};

    /** Fewer blocks say nothing. */
    private static final int FEWEST = 20;

    /** The promised rate is met so many times in what is put together. */
    private static final int ALARMS = 20;

    private static final long MOST_LOOKS = 40_000_000;

    /** Of so many resamples of the footage the highest threshold counts: 95 in 100 are lower. */
    private static final int RESAMPLES = 20;

    /**
     * What blocks of one length say.
     *
     * @param length looks in a block
     * @param count how many blocks
     * @param threshold most likely
     * @param high what it is under in 95 of 100 resamples of the footage
     */
    public record Blocks(int length, int count, double threshold, double high) {}

    public Calibration {
        blocks = List.copyOf(blocks);
    }

    /**
     * Measures.
     *
     * @param faces of each track its looks' weights, in the order of time
     * @throws IllegalArgumentException where there are too few looks to say anything
     */
    public static Calibration of(List<double[]> faces, EvidenceSettings settings) {
        List<double[]> seen = faces.stream().filter(f -> f.length > 0).toList();
        long looks = seen.stream().mapToLong(f -> f.length).sum();
        EvidenceSettings independent =
                new EvidenceSettings(settings.lookLength(), settings.falseAlarmsPerCameraDay());
        double plain = independent.threshold(1);
        double run = Math.exp(plain); // looks between two false signals
        List<Blocks> blocks = new ArrayList<>();
        for (int length : LENGTHS) {
            double[][] cut =
                    seen.stream().flatMap(f -> cut(f, length).stream()).toArray(double[][]::new);
            if (cut.length >= FEWEST) {
                blocks.add(blocks(cut, length, run));
            }
        }
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException(
                    "a calibration needs at least %d blocks of %d looks, got %d looks of %d faces"
                            .formatted(FEWEST, LENGTHS[0], looks, seen.size()));
        }
        double highest = blocks.stream().mapToDouble(Blocks::high).max().orElse(plain);
        double asked = Math.max(plain, highest);
        double threshold = Math.min(asked, plain / EvidenceSettings.LEAST_EXPONENT);
        return new Calibration(seen.size(), looks, blocks, asked, threshold, plain / threshold);
    }

    /** Whether the promised rate is kept by this footage. */
    public boolean kept() {
        return threshold >= asked;
    }

    private static List<double[]> cut(double[] weights, int length) {
        List<double[]> blocks = new ArrayList<>();
        for (int from = 0; from < weights.length; from += length) {
            blocks.add(Arrays.copyOfRange(weights, from, Math.min(weights.length, from + length)));
        }
        return blocks;
    }

    private static Blocks blocks(double[][] blocks, int length, double run) {
        SplittableRandom random = new SplittableRandom(2021);
        double[] resampled = new double[RESAMPLES];
        double[][] drawn = new double[blocks.length][];
        for (int r = 0; r < RESAMPLES; r++) {
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = blocks[random.nextInt(blocks.length)];
            }
            resampled[r] = threshold(drawn, run, random.split());
        }
        Arrays.sort(resampled);
        return new Blocks(
                length,
                blocks.length,
                threshold(blocks, run, random.split()),
                resampled[RESAMPLES - 1]);
    }

    /** The sum that is reached once in {@code run} looks of blocks that follow by chance. */
    private static double threshold(double[][] blocks, double run, SplittableRandom random) {
        long looks = (long) Math.min(MOST_LOOKS, Math.ceil(ALARMS * run));
        int wanted = (int) Math.max(1, Math.round(looks / run));
        double[] highest = new double[wanted]; // ascending: the highest sums of all rises
        double sum = 0;
        double top = 0;
        for (long done = 0; done < looks; ) {
            double[] block = blocks[random.nextInt(blocks.length)];
            done += block.length;
            for (double weight : block) {
                sum += weight;
                if (sum <= 0) {
                    keep(highest, top);
                    sum = 0;
                    top = 0;
                } else if (sum > top) {
                    top = sum;
                }
            }
        }
        keep(highest, top);
        return highest[0];
    }

    private static void keep(double[] ascending, double value) {
        if (value <= ascending[0]) {
            return;
        }
        int at = 0;
        while (at + 1 < ascending.length && ascending[at + 1] < value) {
            ascending[at] = ascending[at + 1];
            at++;
        }
        ascending[at] = value;
    }
}
