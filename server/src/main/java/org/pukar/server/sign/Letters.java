package org.pukar.server.sign;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.io.InputStream;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Texts of any of the three scripts as outlines: joined, reordered and stacked as their readers
 * know them, which is what Java's text layout does and PDF's own text does not.
 */
public final class Letters {
    /** Latin, Devanagari, Arabic in Nastaliq: Noto, under the SIL Open Font License 1.1. */
    private static final List<String> FILES =
            List.of("NotoSans", "NotoSansDevanagari", "NotoNastaliqUrdu");

    /** The outlines are exact at any size: no pixel is meant. */
    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

    private final List<Font> fonts = new ArrayList<>();

    public Letters() {
        for (String file : FILES) {
            String path = "/fonts/" + file + "-Regular.ttf";
            try (InputStream in =
                    Objects.requireNonNull(Letters.class.getResourceAsStream(path), path)) {
                fonts.add(Font.createFont(Font.TRUETYPE_FONT, in));
            } catch (IOException | FontFormatException e) {
                throw new IllegalStateException(
                        "a font that comes with Pukar can't be read: " + path, e);
            }
        }
    }

    /**
     * A text as lines.
     *
     * @param shapes its lines, placed below each other from (0, 0) at the upper left
     * @param height of all lines, points
     */
    public record Block(List<Shape> shapes, double height) {}

    /**
     * Breaks a text into lines.
     *
     * @param points size of the letters
     * @param width of a line, points
     * @param fromTheRight whether it is read from the right, and stands at the right
     * @throws IllegalArgumentException if no font of the sign has one of its letters
     */
    public Block lines(String text, double points, double width, boolean fromTheRight) {
        AttributedString styled = styled(text, points, fromTheRight);
        LineBreakMeasurer measurer = new LineBreakMeasurer(styled.getIterator(), EXACT);
        List<Shape> shapes = new ArrayList<>();
        double y = 0;
        while (measurer.getPosition() < text.length()) {
            TextLayout line = measurer.nextLayout((float) width);
            y += line.getAscent();
            double x = fromTheRight ? width - line.getVisibleAdvance() : 0;
            shapes.add(line.getOutline(AffineTransform.getTranslateInstance(x, y)));
            y += line.getDescent() + line.getLeading();
        }
        return new Block(List.copyOf(shapes), y);
    }

    private AttributedString styled(String text, double points, boolean fromTheRight) {
        AttributedString styled = new AttributedString(text);
        styled.addAttribute(
                TextAttribute.RUN_DIRECTION,
                fromTheRight ? TextAttribute.RUN_DIRECTION_RTL : TextAttribute.RUN_DIRECTION_LTR);
        Font before = fonts.get(0);
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int letter = text.codePointAt(i);
            before = fontOf(letter, before);
            styled.addAttribute(
                    TextAttribute.FONT,
                    before.deriveFont((float) points),
                    i,
                    i + Character.charCount(letter));
        }
        return styled;
    }

    /** The font of the letter before where it can: a space and a mark belong to their word. */
    private Font fontOf(int letter, Font before) {
        boolean ofAnyScript =
                Character.UnicodeScript.of(letter) == Character.UnicodeScript.COMMON
                        || Character.UnicodeScript.of(letter) == Character.UnicodeScript.INHERITED;
        if (ofAnyScript && before.canDisplay(letter)) {
            return before;
        }
        return fonts.stream()
                .filter(font -> font.canDisplay(letter))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        ("a sign is written in Latin, Devanagari or Arabic letters,"
                                             + " got %s (U+%04X); write the name in one of them")
                                                .formatted(Character.toString(letter), letter)));
    }
}
