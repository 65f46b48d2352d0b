package org.pukar.server.web;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.pukar.server.sign.Letters;
import org.pukar.server.store.ClientStore;

/**
 * Writes who looks, and when, across a picture before it leaves: whoever passes it on, by a file or
 * a photo of the screen, passes on their own name. Some 10 ms a picture. Thread-safe.
 */
final class Watermark {
    private static final double TURNED = Math.toRadians(-18);
    private static final float SEEN_THROUGH = .28f;
    private static final float QUALITY = .85f;

    /** Of the letters, as a share of the picture's height. */
    private static final double SIZE = .075;

    private static final Letters LETTERS = new Letters();

    private Watermark() {}

    /**
     * The picture with that text across it, several times.
     *
     * @param jpeg as it was kept
     * @param who whoever looks; a name in other letters than the console's three scripts is written
     *     as a number that stands for it
     * @throws IllegalStateException when it is no picture: nothing leaves without its mark
     */
    static byte[] on(byte[] jpeg, String who, String when) {
        // In memory: a plain stream would be copied to a file first. Reading closes it.
        var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg));
        try {
            BufferedImage picture =
                    Optional.ofNullable(ImageIO.read(in))
                            .orElseThrow(() -> new IllegalStateException("no JPEG was kept"));
            draw(picture, who, when);
            return encoded(picture);
        } catch (IOException e) {
            throw new IllegalStateException("a kept picture can't be opened", e);
        }
    }

    private static void draw(BufferedImage picture, String who, String when) {
        Shape text = outline(who, when, picture.getHeight() * SIZE);
        double wide = text.getBounds2D().getWidth() + picture.getWidth() * .1;
        Graphics2D graphics = picture.createGraphics();
        try {
            graphics.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setComposite(
                    AlphaComposite.getInstance(AlphaComposite.SRC_OVER, SEEN_THROUGH));
            int row = 0;
            for (double y = 0; y < picture.getHeight() * 1.6; y += picture.getHeight() * .3) {
                double first = row++ % 2 == 0 ? 0 : -wide / 2;
                for (double x = first; x < picture.getWidth(); x += wide) {
                    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
                    place.rotate(TURNED);
                    Shape shape = place.createTransformedShape(text);
                    graphics.setColor(Color.BLACK);
                    graphics.fill(
                            AffineTransform.getTranslateInstance(1, 1)
                                    .createTransformedShape(shape));
                    graphics.setColor(Color.WHITE);
                    graphics.fill(shape);
                }
            }
        } finally {
            graphics.dispose();
        }
    }

    private static Shape outline(String who, String when, double points) {
        String text = who + "  " + when;
        try {
            return line(text, points);
        } catch (IllegalArgumentException e) {
            return line(
                    ClientStore.hash(who).replaceAll("[^0-9A-Za-z]", "").substring(0, 12)
                            + "  "
                            + when,
                    points);
        }
    }

    private static Shape line(String text, double points) {
        return LETTERS.lines(text, points, points * text.length() * 3, false).shapes().get(0);
    }

    private static byte[] encoded(BufferedImage picture) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
