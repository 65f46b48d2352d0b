package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Frame;
import org.pukar.vision.capture.FileSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command as it is typed, on frames of a rendered clip. */
class EvaluateFacesTest {
    private static final Path CLIP =
            PukarCommand.home().resolve("scenes/samples/pairs/pairs-skin02-female-bare-day.mp4");

    @TempDir private Path folder;

    private void frame(double second, int cut, String to) throws Exception {
        try (FileSource source = new FileSource(CLIP.toString(), Duration.ofMillis(200))) {
            Optional<Frame> frame = source.next();
            while (frame.isPresent() && frame.get().at().toEpochMilli() < 1000 * second) {
                frame = source.next();
            }
            Frame f = frame.orElseThrow();
            byte[] rgb = f.pixels().rgb();
            BufferedImage image =
                    new BufferedImage(
                            f.width() - 2 * cut, f.height() - 2 * cut, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    int i = 3 * ((y + cut) * f.width() + x + cut);
                    image.setRGB(
                            x,
                            y,
                            ((rgb[i] & 0xff) << 16)
                                    | ((rgb[i + 1] & 0xff) << 8)
                                    | (rgb[i + 2] & 0xff));
                }
            }
            Path file = folder.resolve(to);
            Files.createDirectories(file.getParent());
            ImageIO.write(image, "png", file.toFile());
        }
    }

    @Test
    void picturesAreMeasuredAndThoseThatAreNoneAreNamed() throws Exception {
        frame(1, 0, "neutral/a.png");
        frame(2, 0, "neutral/b.png");
        frame(1, 0, "fear/wrong-label.png");
        Files.writeString(folder.resolve("neutral/broken.jpg"), "no picture");
        Files.writeString(folder.resolve("neutral/notes.txt"), "left out");
        Path page = folder.resolve("report.html");
        Ran ran =
                Ran.of(
                        "evaluate",
                        "faces",
                        folder.toString(),
                        "--json",
                        "--report",
                        page.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("broken.jpg").doesNotContain("\tat ");
        JsonNode json = JsonMapper.shared().readTree(ran.out().get(0));
        assertThat(json.path("n").asInt()).isEqualTo(3);
        assertThat(json.path("unreadable").size()).isEqualTo(1);
        assertThat(json.path("otherFiles").asInt()).isEqualTo(1);
        assertThat(json.path("found").path("hits").asInt()).isEqualTo(3);
        assertThat(json.path("confusion").path("fear").path("neutral").asInt()).isEqualTo(1);
        assertThat(json.path("accuracy").path("hits").asInt()).isEqualTo(2);
        assertThat(Files.readString(page)).contains("read as what", "broken.jpg", "surest answers");
    }

    @Test
    void aLowWidePictureIsReadAsItIsAndAFilmIsNoPicture() throws Exception {
        Files.createDirectories(folder.resolve("neutral"));
        ImageIO.write(
                new BufferedImage(6000, 100, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("neutral/low.png").toFile());
        ImageIO.write(
                new BufferedImage(1, 6000, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("neutral/thin.png").toFile());
        Files.copy(CLIP, folder.resolve("neutral/film.jpg"));
        Ran ran = Ran.of("evaluate", "faces", folder.toString(), "--json");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("must be a still", "film.jpg").doesNotContain("\tat ");
        JsonNode json = JsonMapper.shared().readTree(ran.out().get(0));
        assertThat(json.path("n").asInt()).isEqualTo(2);
        assertThat(json.path("found").path("hits").asInt()).isZero();
    }

    @Test
    void aFolderThatIsNoLabelIsRefusedBeforeAnyPictureIsRead() throws Exception {
        frame(1, 0, "neutral/a.png");
        Files.createDirectories(folder.resolve("terror"));
        Ran ran = Ran.of("evaluate", "faces", folder.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .startsWith("pukar: a folder's name must be one of neutral, happiness")
                .contains("got terror");
    }

    @Test
    void anEmptyFolderIsRefused() throws Exception {
        Ran nothing = Ran.of("evaluate", "faces", folder.toString());
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("DIR must hold a folder for each label");
        Files.createDirectories(folder.resolve("fear"));
        Ran empty = Ran.of("evaluate", "faces", folder.toString());
        assertThat(empty.code()).isEqualTo(2);
        assertThat(empty.err()).contains("a label's folder must hold a picture");
    }
}
