package org.pukar.server.sign;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDPageContentStream;

/** Fills shapes on a page of a PDF, whose y grows downwards here as it does when writing. */
final class Ink {
    private final PDPageContentStream page;

    Ink(PDPageContentStream page) {
        this.page = page;
    }

    void fill(Shape shape, Color colour, double x, double y) throws IOException {
        page.setNonStrokingColor(colour);
        PathIterator path =
                shape.getPathIterator(java.awt.geom.AffineTransform.getTranslateInstance(x, y));
        float[] at = new float[2];
        boolean any = false;
        for (; !path.isDone(); path.next()) {
            float[] p = new float[6];
            switch (path.currentSegment(p)) {
                case PathIterator.SEG_MOVETO -> page.moveTo(p[0], p[1]);
                case PathIterator.SEG_LINETO -> page.lineTo(p[0], p[1]);
                case PathIterator.SEG_QUADTO -> quadratic(at, p);
                case PathIterator.SEG_CUBICTO -> page.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
                default -> page.closePath();
            }
            end(path, p, at);
            any = true;
        }
        if (any && path.getWindingRule() == PathIterator.WIND_EVEN_ODD) {
            page.fillEvenOdd();
        } else if (any) {
            page.fill();
        }
    }

    /** PDF knows cubic curves only: the same curve with its handle told to both ends. */
    private void quadratic(float[] from, float[] p) throws IOException {
        page.curveTo(
                (from[0] + 2 * p[0]) / 3,
                (from[1] + 2 * p[1]) / 3,
                (p[2] + 2 * p[0]) / 3,
                (p[3] + 2 * p[1]) / 3,
                p[2],
                p[3]);
    }

    private static void end(PathIterator path, float[] p, float[] at) {
        int last =
                switch (path.currentSegment(new float[6])) {
                    case PathIterator.SEG_QUADTO -> 2;
                    case PathIterator.SEG_CUBICTO -> 4;
                    case PathIterator.SEG_CLOSE -> -1;
                    default -> 0;
                };
        if (last >= 0) {
            at[0] = p[last];
            at[1] = p[last + 1];
        }
    }
}
