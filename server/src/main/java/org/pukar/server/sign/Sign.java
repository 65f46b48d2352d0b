package org.pukar.server.sign;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.util.Matrix;

/**
 * The sign at a site: what is read there, what is kept, how to ask for help and how to complain, in
 * Hindi, English and Urdu, with a QR code of the help page. Every letter is an outline, so that a
 * printer needs no font; a screen reader finds no text in it, and is better served by the pages
 * that the sign names.
 *
 * @param city who runs it
 * @param site the place's name
 * @param helpAddress the page on which someone there asks for help
 * @param publicAddress the page that says what is watched and how to complain
 */
public record Sign(String city, String site, String helpAddress, String publicAddress) {
    /** The sheet. Everything is drawn for A4 and grows with it. */
    public enum Size {
        A4,
        A3;

        private PDRectangle sheet() {
            return this == A4 ? PDRectangle.A4 : PDRectangle.A3;
        }
    }

    private static final List<Locale> LANGUAGES =
            List.of(Locale.forLanguageTag("hi"), Locale.ENGLISH, Locale.forLanguageTag("ur"));

    private static final double WIDTH = PDRectangle.A4.getWidth();
    private static final double HEIGHT = PDRectangle.A4.getHeight();
    private static final double MARGIN = 34;
    private static final double INNER = WIDTH - 2 * MARGIN;

    /** About 5 cm: read by a phone from an arm's length away, and from 75 cm on A3. */
    private static final double CODE = 142;

    private static final double BAND = 84;
    private static final Color DARK = new Color(0x10, 0x2A, 0x43);

    /** As large as fits: the texts are the same everywhere, the names are not. */
    private static final double LARGEST = 12.5;

    private static final double SMALLEST = 7;

    /** A page's help address at that console, and that of its public page. */
    public static Sign at(String city, String siteId, String site, String publicAddress) {
        String base = publicAddress.replaceFirst("/+$", "");
        return new Sign(city, site, base + "/help/" + siteId, base + "/public");
    }

    /** The PDF, of one page. */
    public byte[] pdf(Size size) {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(size.sheet());
            document.addPage(page);
            document.getDocumentInformation().setTitle("Pukar: " + site);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                float scale = (float) (size.sheet().getWidth() / WIDTH);
                content.transform(new Matrix(scale, 0, 0, -scale, 0, size.sheet().getHeight()));
                draw(new Ink(content));
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void draw(Ink ink) throws IOException {
        Letters letters = new Letters();
        ink.fill(new Rectangle2D.Double(0, 0, WIDTH, BAND), DARK, 0, 0);
        write(ink, letters.lines("पुकार · Pukar · پکار", 25, INNER, false), Color.WHITE, MARGIN, 2);
        write(ink, letters.lines(site + " · " + city, 13, INNER, false), Color.WHITE, MARGIN, 56);
        double bottom = HEIGHT - CODE - 54;
        double points = LARGEST;
        while (points > SMALLEST && texts(letters, points).height() > bottom - BAND - 12) {
            points -= .25;
        }
        write(ink, texts(letters, points), Color.BLACK, MARGIN, BAND + 8);
        ink.fill(new Rectangle2D.Double(MARGIN, bottom, INNER, 1.2), DARK, 0, 0);
        code(ink, MARGIN, bottom + 16);
        write(ink, help(letters), Color.BLACK, MARGIN + CODE + 18, bottom + 8);
        Letters.Block address = letters.lines(publicAddress, 14, INNER, false);
        write(ink, address, DARK, MARGIN, HEIGHT - 32);
    }

    private static void write(Ink ink, Letters.Block block, Color colour, double x, double y)
            throws IOException {
        for (Shape line : block.shapes()) {
            ink.fill(line, colour, x, y);
        }
    }

    private static Letters.Block texts(Letters letters, double points) {
        Pile pile = new Pile();
        for (Locale language : LANGUAGES) {
            pile.add(
                    letters.lines(
                            text("sign.title", language),
                            points * 1.4,
                            INNER,
                            fromTheRight(language)));
            for (String key : List.of("sign.read", "sign.nobody", "sign.kept", "sign.complain")) {
                pile.add(letters.lines(text(key, language), points, INNER, fromTheRight(language)));
            }
            pile.space(points * .6);
        }
        return pile.block();
    }

    private Letters.Block help(Letters letters) {
        double width = INNER - CODE - 18;
        Pile pile = new Pile();
        for (Locale language : LANGUAGES) {
            pile.add(letters.lines(text("sign.help", language), 13, width, fromTheRight(language)));
            pile.space(3);
        }
        pile.add(letters.lines(helpAddress, 10, width, false));
        return pile.block();
    }

    private static boolean fromTheRight(Locale language) {
        return language.getLanguage().equals("ur");
    }

    private static String text(String key, Locale language) {
        ResourceBundle texts =
                ResourceBundle.getBundle(
                        "i18n/sign",
                        language,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        return texts.getString(key);
    }

    private void code(Ink ink, double x, double y) throws IOException {
        try {
            BitMatrix code =
                    new QRCodeWriter()
                            .encode(
                                    helpAddress,
                                    BarcodeFormat.QR_CODE,
                                    0,
                                    0,
                                    Map.of(
                                            EncodeHintType.ERROR_CORRECTION,
                                            ErrorCorrectionLevel.Q,
                                            EncodeHintType.MARGIN,
                                            0));
            double module = CODE / code.getWidth();
            java.awt.geom.Path2D all = new java.awt.geom.Path2D.Double();
            for (int row = 0; row < code.getHeight(); row++) {
                for (int column = 0; column < code.getWidth(); column++) {
                    if (code.get(column, row)) {
                        all.append(
                                new Rectangle2D.Double(
                                        column * module, row * module, module, module),
                                false);
                    }
                }
            }
            ink.fill(all, Color.BLACK, x, y);
        } catch (WriterException e) {
            throw new IllegalArgumentException(
                    "an address on a sign must fit into a QR code, got "
                            + helpAddress.length()
                            + " letters; give a shorter --address",
                    e);
        }
    }
}
