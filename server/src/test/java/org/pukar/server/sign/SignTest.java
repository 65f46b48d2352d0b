package org.pukar.server.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignTest {
    private static final Sign SIGN =
            Sign.at(
                    "Nadipur",
                    "ghat",
                    "घाट की सीढ़ियाँ · Ghat steps",
                    "https://pukar.example.org/");

    @ParameterizedTest
    @CsvSource({"A4, 210, 297", "A3, 297, 420"})
    void itIsOneSheetOfThatSizeWhoseCodeLeadsToTheHelpPage(
            Sign.Size size, int widthMillimeters, int heightMillimeters) throws Exception {
        try (PDDocument document = Loader.loadPDF(SIGN.pdf(size))) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            var box = document.getPage(0).getMediaBox();
            assertThat(box.getWidth() / 72 * 25.4).isCloseTo(widthMillimeters, within(.5));
            assertThat(box.getHeight() / 72 * 25.4).isCloseTo(heightMillimeters, within(.5));
            BufferedImage seen = new PDFRenderer(document).renderImageWithDPI(0, 100);
            keep(seen, "sign-" + size);
            int[] pixels =
                    seen.getRGB(0, 0, seen.getWidth(), seen.getHeight(), null, 0, seen.getWidth());
            var light = new RGBLuminanceSource(seen.getWidth(), seen.getHeight(), pixels);
            assertThat(
                            new QRCodeReader()
                                    .decode(new BinaryBitmap(new HybridBinarizer(light)))
                                    .getText())
                    .isEqualTo("https://pukar.example.org/help/ghat");
        }
    }

    private static void keep(BufferedImage picture, String name) throws Exception {
        String folder = System.getProperty("pukar.screenshots", "");
        if (!folder.isEmpty()) {
            File file = Path.of(folder, name + ".png").toFile();
            assertThat(ImageIO.write(picture, "png", file)).isTrue();
        }
    }

    /** Letters that are joined or stacked are narrower than the same letters side by side. */
    @ParameterizedTest
    @CsvSource({"क्ष, क ् ष, false", "स्त्री, स ् त ् र ी, false", "سلام, س ل ا م, true"})
    void lettersAreShaped(String word, String letters, boolean fromTheRight) {
        Letters all = new Letters();
        double apart =
                java.util.Arrays.stream(letters.split(" "))
                        .mapToDouble(letter -> width(all, letter, fromTheRight))
                        .sum();
        assertThat(width(all, word, fromTheRight)).isPositive().isLessThan(.9 * apart);
    }

    private static double width(Letters letters, String text, boolean fromTheRight) {
        return letters.lines(text, 20, 500, fromTheRight).shapes().get(0).getBounds2D().getWidth();
    }

    @ParameterizedTest
    @ValueSource(strings = {"கடை", "广场"})
    void aNameInAnotherScriptIsRefusedBeforeItIsPrintedAsBoxes(String name) {
        Sign sign = Sign.at("City", "s", name, "https://pukar.example.org");
        assertThatThrownBy(() -> sign.pdf(Sign.Size.A4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "a sign is written in Latin, Devanagari or Arabic letters, got "
                                + Character.toString(name.codePointAt(0)));
    }

    @Test
    void anAddressThatNoCodeHoldsIsRefused() {
        Sign sign = Sign.at("City", "s".repeat(2000), "Site", "https://pukar.example.org");
        assertThatThrownBy(() -> sign.pdf(Sign.Size.A4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must fit into a QR code, got 2031 letters");
    }
}
