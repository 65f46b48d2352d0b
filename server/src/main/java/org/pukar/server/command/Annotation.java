package org.pukar.server.command;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pukar.camera.Pixels;
import org.pukar.cue.Box;
import org.pukar.cue.Expression;
import org.pukar.cue.FaceReading;
import org.pukar.cue.HandReading;
import org.pukar.cue.Point;
import org.pukar.evidence.Evidence;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.evidence.Tracks;
import org.pukar.vision.mask.MaskQueue;
import org.pukar.vision.mask.Picture;
import org.pukar.vision.mask.VideoWriter;
import org.pukar.vision.pipeline.Pipeline;

/**
 * Writes what was read onto the masked picture: boxes, tracks, readings, and the evidence as a
 * curve below.
 */
final class Annotation implements AutoCloseable {
    private static final int WIDEST = 1280;
    private static final int STRIP = 96;
    private static final Color CALM = new Color(0x5c, 0xc8, 0xff);
    private static final Color DISTRESS = new Color(0xff, 0x8a, 0x3c);
    private static final Color UNREAD = new Color(0xa0, 0xa0, 0xa0);

    private static final Color HAND = new Color(0x9d, 0xe0, 0x6b);

    private final Optional<Path> file;
    private final EvidenceSettings settings;
    private Optional<VideoWriter> writer = Optional.empty();
    private final List<Double> curve = new ArrayList<>();
    private final MaskQueue<Pipeline.Report> queue = new MaskQueue<>(WIDEST);
    private Tracks tracks = Tracks.none();
    private int width;
    private int height;

    Annotation(Optional<Path> file, EvidenceSettings settings) {
        this.file = file;
        this.settings = settings;
    }

    void add(Pipeline.Report report) throws IOException {
        if (file.isEmpty()) {
            return;
        }
        tracks = report.watch().tracks();
        for (MaskQueue.Ready<Pipeline.Report> ready :
                queue.add(report.frame(), report.masks(), tracks, report)) {
            draw(ready.picture(), ready.belongs());
        }
    }

    private void draw(Picture masked, Pipeline.Report report) throws IOException {
        if (writer.isEmpty()) {
            width = Math.max(320, masked.width());
            height = masked.height();
            writer =
                    Optional.of(
                            new VideoWriter(file.orElseThrow(), width, height + STRIP, 2_000_000));
        }
        BufferedImage canvas =
                new BufferedImage(width, height + STRIP, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = canvas.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.drawImage(image(masked), 0, 0, null);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        double scale = (double) masked.width() / report.frame().width();
        for (int i = 0; i < report.readings().size(); i++) {
            drawFace(pen, report.readings().get(i), report.tracks().get(i), scale);
        }
        for (HandReading hand : report.hands()) {
            drawHand(pen, hand, scale);
        }
        drawCurve(pen, report);
        pen.dispose();
        writer.get().add(picture(canvas), ReadTotals.seconds(report));
    }

    private static void drawFace(Graphics2D pen, FaceReading reading, long track, double scale) {
        Box box = reading.face().box();
        int left = (int) Math.round(box.left() * scale);
        int top = (int) Math.round(box.top() * scale);
        String words =
                reading.abstention()
                        .map(Enum::name)
                        .orElseGet(() -> reading.expression().map(Annotation::words).orElse(""));
        boolean distress = reading.expression().filter(e -> e.distress() >= .5).isPresent();
        pen.setColor(reading.abstention().isPresent() ? UNREAD : distress ? DISTRESS : CALM);
        pen.drawRect(
                left,
                top,
                (int) Math.round(box.width() * scale),
                (int) Math.round(box.height() * scale));
        pen.drawString(track + "  " + words, left, Math.max(14, top - 5));
    }

    private static void drawHand(Graphics2D pen, HandReading hand, double scale) {
        pen.setColor(HAND);
        for (Point point : hand.points().picture()) {
            pen.fillOval(
                    (int) Math.round(point.x() * scale) - 2,
                    (int) Math.round(point.y() * scale) - 2,
                    4,
                    4);
        }
        Box box = hand.points().box();
        pen.drawString(
                hand.points().shape().name(),
                (int) Math.round(box.left() * scale),
                (int) Math.round(box.bottom() * scale) + 16);
    }

    private static String words(Expression e) {
        String[] names = {
            "neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear"
        };
        double[] values = {
            e.neutral(), e.happiness(), e.surprise(), e.sadness(), e.anger(), e.disgust(), e.fear()
        };
        int most = 0;
        for (int i = 1; i < values.length; i++) {
            most = values[i] > values[most] ? i : most;
        }
        return String.format(
                Locale.ROOT,
                "like %s %.2f, distress %.2f",
                names[most],
                values[most],
                e.distress());
    }

    /** The highest evidence of any track over the last frames, against the threshold. */
    private void drawCurve(Graphics2D pen, Pipeline.Report report) {
        double highest =
                report.watch().evidence().values().stream()
                        .mapToDouble(Evidence::sum)
                        .max()
                        .orElse(0);
        double threshold = settings.threshold(report.watch().tracks().list().size());
        curve.add(highest / threshold);
        pen.setColor(Color.BLACK);
        pen.fillRect(0, height, width, STRIP);
        int base = height + STRIP - 8;
        int line = base - (STRIP - 30);
        pen.setColor(Color.DARK_GRAY);
        pen.drawLine(0, line, width, line);
        pen.setColor(Color.LIGHT_GRAY);
        pen.drawString(
                String.format(
                        Locale.ROOT,
                        "%.1f s   evidence %.1f of %.1f",
                        ReadTotals.seconds(report),
                        highest,
                        threshold),
                8,
                height + 16);
        int from = Math.max(0, curve.size() - width / 4);
        pen.setColor(report.signals().isEmpty() ? DISTRESS : Color.RED);
        for (int i = from + 1; i < curve.size(); i++) {
            pen.drawLine(
                    (i - 1 - from) * 4,
                    y(base, line, curve.get(i - 1)),
                    (i - from) * 4,
                    y(base, line, curve.get(i)));
        }
    }

    private static int y(int base, int line, double share) {
        return base - (int) Math.round(Math.min(1.25, share) * (base - line));
    }

    private static BufferedImage image(Picture picture) {
        BufferedImage image =
                new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_3BYTE_BGR);
        swapRedAndBlue(
                picture.pixels().rgb(),
                ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
        return image;
    }

    private static Picture picture(BufferedImage canvas) {
        byte[] bgr = ((DataBufferByte) canvas.getRaster().getDataBuffer()).getData();
        byte[] rgb = new byte[bgr.length];
        swapRedAndBlue(bgr, rgb);
        return new Picture(Pixels.ofRgb(canvas.getWidth(), canvas.getHeight(), rgb));
    }

    private static void swapRedAndBlue(byte[] from, byte[] to) {
        for (int i = 0; i < from.length; i += 3) {
            to[i] = from[i + 2];
            to[i + 1] = from[i + 1];
            to[i + 2] = from[i];
        }
    }

    @Override
    public void close() throws IOException {
        for (MaskQueue.Ready<Pipeline.Report> ready : queue.finish(tracks)) {
            draw(ready.picture(), ready.belongs());
        }
        if (writer.isPresent()) {
            writer.get().close();
        }
    }
}
