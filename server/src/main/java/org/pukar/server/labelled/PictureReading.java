package org.pukar.server.labelled;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.pukar.camera.CaptureException;
import org.pukar.camera.Frame;
import org.pukar.camera.Pixels;
import org.pukar.cue.Box;
import org.pukar.cue.Face;
import org.pukar.cue.Point;
import org.pukar.vision.capture.FileSource;
import org.pukar.vision.face.FaceCrop;
import org.pukar.vision.face.FaceFinder;
import org.pukar.vision.pipeline.Reader;

/**
 * Reads one picture: its largest face, or nobody. A large picture is read as a camera's first frame
 * is; in a small one, a cut-out face, the head is expected where the picture is.
 */
public final class PictureReading {
    /**
     * A picture whose shorter side is less is one cut-out face, without the surroundings that
     * detectors want.
     */
    static final int SMALL = 160;

    /** One whose longer side is more is a part of a street, however low it is. */
    static final int LONGEST_CUT_OUT = 2 * SMALL;

    /** What says it lasts longer is a film under a picture's name. */
    private static final double LONGEST_STILL = 1;

    private static final int ENLARGED = 3;
    private static final double WITH_MARGIN = 1.6;

    private PictureReading() {}

    /**
     * Reads it.
     *
     * @throws CaptureException when it is no picture that FFmpeg can decode
     */
    public static Answer read(LabelledFolder.Picture picture, Reader reader)
            throws CaptureException {
        Frame frame;
        try (FileSource source = new FileSource(picture.file().toString(), Duration.ZERO)) {
            frame = source.next().orElseThrow(() -> empty(picture));
            if (source.declaredSeconds() > LONGEST_STILL) {
                throw new CaptureException(
                        CaptureException.Code.UNREADABLE,
                        picture.file().toString(),
                        "a picture must be a still, this one is a film of %.1f s; take it away, or read it with: ./pukar read"
                                .formatted(source.declaredSeconds()));
            }
        }
        boolean cutOut =
                Math.min(frame.width(), frame.height()) < SMALL
                        && Math.max(frame.width(), frame.height()) <= LONGEST_CUT_OUT;
        Frame seen = cutOut ? enlarged(frame) : frame;
        List<Face> faces =
                new FaceFinder(reader.faces(), reader.points())
                        .find(seen, cutOut ? List.of(middle(frame, seen)) : List.of());
        return new Answer(
                picture.label(),
                faces.stream()
                        .max(Comparator.comparingDouble(Face::headWidth))
                        .map(face -> reader.expressions().read(seen, face)));
    }

    /** Where the cut-out lies in what was made of it: there its head is expected. */
    private static Box middle(Frame frame, Frame enlarged) {
        double width = frame.width() * ENLARGED;
        double height = frame.height() * ENLARGED;
        return new Box(
                (enlarged.width() - width) / 2, (enlarged.height() - height) / 2, width, height);
    }

    private static CaptureException empty(LabelledFolder.Picture picture) {
        return new CaptureException(
                CaptureException.Code.EMPTY,
                picture.file().toString(),
                "a picture must hold an image, this one has none");
    }

    /**
     * A square about the picture, 1.6 times as wide, its edges going on; three times as large,
     * bicubic.
     */
    static Frame enlarged(Frame frame) {
        double side = Math.max(frame.width(), frame.height()) * WITH_MARGIN;
        int size = (int) Math.round(side * ENLARGED);
        float[] pixels =
                FaceCrop.around(new Point(frame.width() / 2.0, frame.height() / 2.0), 0, side)
                        .pixels(frame, FaceCrop.Room.of(size));
        byte[] rgb = new byte[3 * size * size];
        for (int i = 0; i < size * size; i++) {
            for (int channel = 0; channel < 3; channel++) {
                rgb[3 * i + channel] = (byte) Math.round(pixels[channel * size * size + i]);
            }
        }
        return new Frame(frame.cameraId(), frame.at(), Pixels.ofRgb(size, size, rgb));
    }
}
