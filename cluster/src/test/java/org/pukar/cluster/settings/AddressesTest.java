package org.pukar.cluster.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.camera.Camera;
import org.pukar.server.settings.SettingsFile;
import org.pukar.vision.gpu.Compute;

/** The cameras' addresses of a settings file, as the desk's own reader finds them. */
class AddressesTest {
    private static final Path SAMPLE =
            Path.of(System.getProperty("pukar.home", "..")).resolve("sample/pukar.yaml");

    @TempDir private Path folder;
    private Instant now = Instant.ofEpochMilli(10_000);

    @Test
    void theSampleCityHasTheAddressesThatTheDeskReads() throws Exception {
        Map<String, String> desk =
                SettingsFile.read(SAMPLE).cameras().stream()
                        .collect(Collectors.toMap(Camera::id, Camera::source));
        assertThat(new Addresses(SAMPLE, () -> now).sources()).isNotEmpty().isEqualTo(desk);
    }

    @Test
    void aFileThatChangesIsReadAgain() throws Exception {
        Path file = folder.resolve("pukar.yaml");
        write(file, "rtsp://a/1", 1_000);
        Addresses addresses = new Addresses(file, () -> now);
        assertThat(addresses.sources()).isEqualTo(Map.of("gate", "rtsp://a/1"));
        write(file, "rtsp://a/2", 2_000);
        assertThat(addresses.sources()).isEqualTo(Map.of("gate", "rtsp://a/2"));
    }

    @Test
    void whatWasReadLastHoldsWhileTheFileIsBeingWrittenBrokenOrGone() throws Exception {
        Path file = folder.resolve("pukar.yaml");
        write(file, "rtsp://a/1", 1_000);
        Addresses addresses = new Addresses(file, () -> now);
        assertThat(addresses.sources()).isEqualTo(Map.of("gate", "rtsp://a/1"));
        write(file, "rtsp://a/2", 9_001);
        assertThat(addresses.sources()).isEqualTo(Map.of("gate", "rtsp://a/1"));
        now = Instant.ofEpochMilli(10_001);
        assertThat(addresses.sources()).isEqualTo(Map.of("gate", "rtsp://a/2"));
        Files.writeString(file, "sites: [");
        Files.setLastModifiedTime(file, FileTime.fromMillis(3_000));
        assertThat(addresses.sources()).isEqualTo(Map.of("gate", "rtsp://a/2"));
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.fromMillis(3_500));
        assertThat(addresses.sources()).isEqualTo(Map.of("gate", "rtsp://a/2"));
        Files.delete(file);
        assertThat(addresses.sources()).isEqualTo(Map.of("gate", "rtsp://a/2"));
        write(file, "rtsp://a/3", 4_000);
        assertThat(addresses.sources()).isEqualTo(Map.of("gate", "rtsp://a/3"));
    }

    @ParameterizedTest
    @CsvSource({"'', CPU", "'compute: gpu', GPU", "'compute: cuda', CPU", "'compute: [', CPU"})
    void whereNetsRunIsThisMachinesOwnSetting(String text, Compute compute) throws Exception {
        Path file = Files.writeString(folder.resolve("pukar.yaml"), text + "\n");
        assertThat(new Addresses(file, () -> now).compute()).isEqualTo(compute);
    }

    private static void write(Path file, String source, long changed) throws IOException {
        Files.writeString(
                file,
                "sites:\n- id: s\n  cameras:\n  - {id: gate, source: '%s'}\n".formatted(source));
        Files.setLastModifiedTime(file, FileTime.fromMillis(changed));
    }

    @Test
    void aFileThatIsNotThereOrNoneIsSaidByName() throws Exception {
        Path missing = folder.resolve("none.yaml");
        assertThatThrownBy(() -> new Addresses(missing, () -> now).sources())
                .hasMessage(
                        "the settings with the cameras' addresses must be at %s, on every machine: it can't be read"
                                .formatted(missing));
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "sites: [");
        assertThatThrownBy(() -> new Addresses(broken, () -> now).sources())
                .hasMessageEndingWith("on every machine: no YAML");
        Path empty = Files.writeString(folder.resolve("empty.yaml"), "city: {name: x}\n");
        assertThat(new Addresses(empty, () -> now).sources()).isEmpty();
    }
}
