package org.pukar.vision.capture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.pukar.camera.Frame;

/** Drawn pictures for tests: four corners of four colours tell which way is up. */
final class Drawing {
    static final int RED = 0xd02020;
    static final int GREEN = 0x20c020;
    static final int BLUE = 0x2020d0;
    static final int YELLOW = 0xd0d020;

    private static final List<Integer> COLORS = List.of(RED, GREEN, BLUE, YELLOW);

    private Drawing() {}

    /** Red, green above blue, yellow; shape {height, width, 3}. */
    static byte[] corners(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int color = color(width, height, x, y);
                int i = (y * width + x) * 3;
                rgb[i] = (byte) (color >> 16);
                rgb[i + 1] = (byte) (color >> 8);
                rgb[i + 2] = (byte) color;
            }
        }
        return rgb;
    }

    private static int color(int width, int height, int x, int y) {
        return COLORS.get((2 * y >= height ? 2 : 0) + (2 * x >= width ? 1 : 0));
    }

    static BufferedImage image(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, color(width, height, x, y));
            }
        }
        return image;
    }

    static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException("Java can't write " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] jpeg(int width, int height) {
        return encoded(image(width, height), "jpg");
    }

    static Path png(Path file, int width, int height) throws IOException {
        return Files.write(file, encoded(image(width, height), "png"));
    }

    /** The colours, with a block that walks a little further with each frame. */
    static byte[] walking(int width, int height, int frame) {
        byte[] rgb = corners(width, height);
        int size = Math.max(2, height / 8);
        int left = frame * 3 % Math.max(1, width - size);
        for (int y = height / 2; y < Math.min(height, height / 2 + size); y++) {
            for (int i = (y * width + left) * 3; i < (y * width + left + size) * 3; i++) {
                rgb[i] = (byte) 0xf0;
            }
        }
        return rgb;
    }

    /** A scene with detail and no noise: blocks of grey, the same each time. */
    static byte[] scene(int width, int height) {
        Random random = new Random(7);
        byte[] rgb = new byte[width * height * 3];
        int[] shades = random.ints(64, 30, 220).toArray();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                byte shade = (byte) shades[8 * (8 * y / height) + 8 * x / width];
                int i = (y * width + x) * 3;
                rgb[i] = shade;
                rgb[i + 1] = shade;
                rgb[i + 2] = shade;
            }
        }
        return rgb;
    }

    /** The colours that a frame shows in its corners, by the nearest known one: {@code "RGBY"}. */
    static String corners(Frame frame) {
        int right = frame.width() - 1 - frame.width() / 8;
        int bottom = frame.height() - 1 - frame.height() / 8;
        int left = frame.width() / 8;
        int top = frame.height() / 8;
        return nearest(frame, left, top)
                + nearest(frame, right, top)
                + nearest(frame, left, bottom)
                + nearest(frame, right, bottom);
    }

    private static String nearest(Frame frame, int x, int y) {
        byte[] rgb = frame.pixels().rgb();
        int i = (y * frame.width() + x) * 3;
        for (int color = 0; color < COLORS.size(); color++) {
            if (near(COLORS.get(color) >> 16, rgb[i])
                    && near(COLORS.get(color) >> 8, rgb[i + 1])
                    && near(COLORS.get(color), rgb[i + 2])) {
                return "RGBY".substring(color, color + 1);
            }
        }
        return "(" + (rgb[i] & 0xff) + "," + (rgb[i + 1] & 0xff) + "," + (rgb[i + 2] & 0xff) + ")";
    }

    private static boolean near(int wanted, byte got) {
        return Math.abs((wanted & 0xff) - (got & 0xff)) <= 24;
    }
}
