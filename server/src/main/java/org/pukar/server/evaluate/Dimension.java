package org.pukar.server.evaluate;

import java.util.List;

/** By what people and clips are put into groups. */
public enum Dimension {
    SKIN("skin, step of the Monk scale"),
    SEX("sex"),
    WEARS("wears"),
    LIGHT("light"),
    WEATHER("weather"),
    HEAD_WIDTH("head width, pixels"),
    /** Finer than the bands that are reported in tables: for the plot. */
    WIDTH_STEP("head width in fine steps, pixels");

    private static final int[] BANDS = {36, 48, 72};
    private static final int[] STEPS = {24, 30, 36, 42, 48, 60, 72, 90, 120};

    private final String words;

    Dimension(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** A group inside a sentence. */
    String words(String group) {
        return this == SKIN ? "step " + group : group;
    }

    /** The groups that someone is in, with a head so wide. */
    List<String> groups(Truth clip, Truth.Someone person, double headWidth) {
        return switch (this) {
            case SKIN -> List.of(String.valueOf(person.skin()));
            case SEX -> List.of(person.sex());
            case WEARS -> person.wears().isEmpty() ? List.of("nothing") : person.wears();
            case LIGHT -> List.of(clip.light());
            case WEATHER -> List.of(clip.weather());
            case HEAD_WIDTH -> List.of(band(headWidth, BANDS));
            case WIDTH_STEP -> List.of(band(headWidth, STEPS));
        };
    }

    private static String band(double width, int[] limits) {
        if (width < limits[0]) {
            return "under " + limits[0];
        }
        for (int i = 1; i < limits.length; i++) {
            if (width < limits[i]) {
                return limits[i - 1] + " to " + limits[i];
            }
        }
        return limits[limits.length - 1] + " and over";
    }

    /** Groups in the order that people expect: numbers by size, then words by the alphabet. */
    static int compare(String one, String other) {
        int byNumber = Integer.compare(rank(one), rank(other));
        return byNumber != 0 ? byNumber : one.compareTo(other);
    }

    private static int rank(String group) {
        if (group.startsWith("under ")) {
            return 0;
        }
        int end = 0;
        while (end < group.length() && Character.isDigit(group.charAt(end))) {
            end++;
        }
        return end == 0 ? Integer.MAX_VALUE : Integer.parseInt(group.substring(0, end));
    }
}
