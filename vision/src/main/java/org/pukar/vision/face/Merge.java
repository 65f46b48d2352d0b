package org.pukar.vision.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.pukar.cue.Box;
import org.pukar.cue.Face;
import org.pukar.cue.Point;

/** Non-maximum suppression: of all detections of one face, over all tiles, one remains. */
final class Merge {
    /**
     * Intersection over union from which two detections are one face; MediaPipe's for this model.
     */
    private static final double SAME_OVERLAP = .3;

    /** A part of a face, cut by a tile's edge, lies inside the whole face's box. */
    private static final double SAME_CONTAINMENT = .6;

    private Merge() {}

    /**
     * A detection and how much to trust it.
     *
     * @param cut whether the face reaches over its tile's edge, so that only a part of it was seen
     */
    record Candidate(Face face, boolean cut) {
        double rank() {
            return face.confidence() - (cut ? 1 : 0);
        }
    }

    /**
     * One face of each heap of overlapping detections: the most trusted, its box and points blended
     * with those that agree with it, weighted by confidence.
     */
    static List<Face> merge(List<Candidate> candidates) {
        List<Candidate> left = new ArrayList<>(candidates);
        left.sort(Comparator.comparingDouble(Candidate::rank).reversed());
        List<Face> merged = new ArrayList<>();
        while (!left.isEmpty()) {
            Candidate best = left.get(0);
            List<Face> agree = new ArrayList<>();
            List<Candidate> others = new ArrayList<>();
            for (Candidate c : left) {
                boolean close = c.face().box().overlap(best.face().box()) >= SAME_OVERLAP;
                if (close && c.cut() == best.cut()) {
                    agree.add(c.face());
                } else if (!close
                        && c.face().box().containment(best.face().box()) < SAME_CONTAINMENT) {
                    others.add(c);
                }
            }
            merged.add(blend(agree, best.face().confidence()));
            left = others;
        }
        return merged;
    }

    private static Face blend(List<Face> faces, double confidence) {
        double total = faces.stream().mapToDouble(Face::confidence).sum();
        double[] sums = new double[16];
        for (Face face : faces) {
            double[] numbers = numbers(face);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += face.confidence() / total * numbers[i];
            }
        }
        return new Face(
                new Box(sums[0], sums[1], sums[2], sums[3]),
                new Face.Points(
                        new Point(sums[4], sums[5]),
                        new Point(sums[6], sums[7]),
                        new Point(sums[8], sums[9]),
                        new Point(sums[10], sums[11]),
                        new Point(sums[12], sums[13]),
                        new Point(sums[14], sums[15])),
                confidence);
    }

    private static double[] numbers(Face face) {
        Box b = face.box();
        Face.Points p = face.points();
        return new double[] {
            b.left(), b.top(), b.width(), b.height(),
            p.rightEye().x(), p.rightEye().y(), p.leftEye().x(), p.leftEye().y(),
            p.nose().x(), p.nose().y(), p.mouth().x(), p.mouth().y(),
            p.rightEar().x(), p.rightEar().y(), p.leftEar().x(), p.leftEar().y()
        };
    }
}
