package org.pukar.camera;

import java.util.List;

/**
 * A picture as cameras send it, and as JPEG files hold it: brightness pixel by pixel, colour for
 * each two by two of them (Y'CbCr, 4:2:0). Shared, not copied.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param colors what the numbers stand for
 * @param bytes the {@link #planes()}, row by row, each an unsigned byte
 */
@SuppressWarnings(
        "ArrayRecordComponent") // three megabytes a frame: a defensive copy would cost more than
// the
// reading
public record Pixels(int width, int height, Colors colors, byte[] bytes) {
    public Pixels {
        if (width < 1 || height < 1 || bytes.length != size(width, height)) {
            throw new IllegalArgumentException(
                    "a picture must be width x height bytes, and half as wide and high"
                            + " twice again, got "
                            + width
                            + " x "
                            + height
                            + " and "
                            + bytes.length
                            + " bytes");
        }
    }

    /** How many bytes a picture of that size takes. */
    public static int size(int width, int height) {
        return Math.toIntExact((long) width * height + 2L * half(width) * half(height));
    }

    /** Of a row or column of Cb and Cr. */
    public static int half(int pixels) {
        return (pixels + 1) / 2;
    }

    /**
     * A part of a picture's bytes, row by row.
     *
     * @param begin where its first byte is
     */
    public record Plane(int begin, int width, int height) {}

    /** Y', shape {height, width}; then Cb and Cr, each {height / 2, width / 2}, rounded up. */
    public List<Plane> planes() {
        return List.of(
                new Plane(0, width, height),
                new Plane(cb(), half(width), half(height)),
                new Plane(cr(), half(width), half(height)));
    }

    /** Where the bytes of Cb begin. */
    public int cb() {
        return width * height;
    }

    /** Where the bytes of Cr begin. */
    public int cr() {
        return cb() + half(width) * half(height);
    }

    /** Where a pixel's Cb is, from {@link #cb()}, and its Cr, from {@link #cr()}. */
    public int chroma(int x, int y) {
        return (y >> 1) * half(width) + (x >> 1);
    }

    /** The pixel's brightness (Rec. 601 luma), in [0, 255]. */
    public int luma(int x, int y) {
        int at = chroma(x, y);
        return Math.round(
                colors.luma(
                        bytes[y * width + x] & 0xff,
                        bytes[cb() + at] & 0xff,
                        bytes[cr() + at] & 0xff));
    }

    /** The same picture in bytes of its own. */
    public Pixels copy() {
        return new Pixels(width, height, colors, bytes.clone());
    }

    /**
     * Made of red, green and blue; each two by two pixels get the mean of their colours.
     *
     * @param rgb shape {height, width, 3}: row, column, channel (R, G, B); each an unsigned byte
     */
    public static Pixels ofRgb(int width, int height, byte[] rgb) {
        if (rgb.length != (long) width * height * 3) {
            throw new IllegalArgumentException(
                    "a picture's pixels must be width x height x 3 bytes, got "
                            + width
                            + " x "
                            + height
                            + " and "
                            + rgb.length
                            + " bytes");
        }
        Pixels pixels = new Pixels(width, height, Colors.JPEG, new byte[size(width, height)]);
        for (int y = 0; y < height; y += 2) {
            for (int x = 0; x < width; x += 2) {
                pixels.fillSquare(rgb, x, y);
            }
        }
        return pixels;
    }

    private void fillSquare(byte[] rgb, int left, int top) {
        float cb = 0;
        float cr = 0;
        int count = 0;
        for (int y = top; y < Math.min(top + 2, height); y++) {
            for (int x = left; x < Math.min(left + 2, width); x++, count++) {
                int i = 3 * (y * width + x);
                int red = rgb[i] & 0xff;
                int blue = rgb[i + 2] & 0xff;
                float luma = .299f * red + .587f * (rgb[i + 1] & 0xff) + .114f * blue;
                bytes[y * width + x] = (byte) Math.round(luma);
                cb += (blue - luma) / 1.772f;
                cr += (red - luma) / 1.402f;
            }
        }
        bytes[cb() + chroma(left, top)] = (byte) Math.min(255, Math.round(128 + cb / count));
        bytes[cr() + chroma(left, top)] = (byte) Math.min(255, Math.round(128 + cr / count));
    }

    /**
     * As red, green and blue.
     *
     * @return shape {height, width, 3}: row, column, channel (R, G, B); each an unsigned byte
     */
    public byte[] rgb() {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i += 3) {
                int at = chroma(x, y);
                int cb = bytes[cb() + at] & 0xff;
                int cr = bytes[cr() + at] & 0xff;
                int luma = bytes[y * width + x] & 0xff;
                rgb[i] = (byte) Math.round(colors.red(luma, cr));
                rgb[i + 1] = (byte) Math.round(colors.green(luma, cb, cr));
                rgb[i + 2] = (byte) Math.round(colors.blue(luma, cb));
            }
        }
        return rgb;
    }
}
