package org.pukar.camera;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a picture that nothing may read, such as a window: a polygon. Written such as {@code 0
 * 0, 0.25 0, 0.25 1, 0 1}.
 *
 * @param corners at least three, in order round it; it may cross itself
 */
public record PrivacyZone(List<Corner> corners) {
    /** More would be a drawing, not a zone: our choice. */
    private static final int MOST_CORNERS = 50;

    public PrivacyZone {
        corners = List.copyOf(corners);
        if (corners.size() < 3 || corners.size() > MOST_CORNERS) {
            throw new IllegalArgumentException(
                    "a privacy zone must have 3 to %d corners, got %d"
                            .formatted(MOST_CORNERS, corners.size()));
        }
    }

    /**
     * A corner, in shares of the upright picture.
     *
     * @param x from the left edge, 0, to the right one, 1
     * @param y from the top, 0, to the bottom, 1
     */
    public record Corner(double x, double y) {
        public Corner {
            if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
                throw new IllegalArgumentException(
                        "a privacy zone's corners must be in [0, 1], shares of the picture from its"
                                + " left and its top edge, got "
                                + x
                                + " "
                                + y);
            }
        }
    }

    /** As it is written; {@link #read} makes the same zone of it. */
    public String text() {
        return String.join(
                ", ", corners.stream().map(c -> plain(c.x()) + " " + plain(c.y())).toList());
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static PrivacyZone read(String text) {
        List<Corner> corners = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] numbers = part.strip().split(" ", -1);
            try {
                if (numbers.length == 2) {
                    corners.add(
                            new Corner(
                                    Double.parseDouble(numbers[0]),
                                    Double.parseDouble(numbers[1])));
                    continue;
                }
            } catch (NumberFormatException e) {
                // Said below, as for one number or three.
            }
            throw new IllegalArgumentException(
                    "a privacy zone must be corners such as 0 0, 0.25 0, 0.25 1, 0 1, got " + text);
        }
        return new PrivacyZone(corners);
    }
}
