package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command as it is typed, on rendered clips without distress. */
class CalibrateCommandTest {
    private static final Path SAMPLES = PukarCommand.home().resolve("scenes/samples");

    @TempDir private Path folder;

    private void films(List<String> names) throws Exception {
        for (String name : names) {
            Files.copy(
                    SAMPLES.resolve(name + ".mp4"),
                    folder.resolve(name.replace('/', '-') + ".mp4"));
        }
    }

    @Test
    void quietFootageSaysTheThreshold() throws Exception {
        films(List.of("market", "crossing-1080p25", "underpass", "bench/talk", "bench/wave"));
        Path page = folder.resolve("page.html");
        Ran ran = Ran.of("calibrate", folder.toString(), "--json", "--report", page.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonNode json = JsonMapper.shared().readTree(ran.out().get(0));
        assertThat(json.path("faces").asInt()).isGreaterThan(8);
        assertThat(json.path("thresholdIndependent").asDouble()).isBetween(13.6, 13.7);
        assertThat(json.path("threshold").asDouble()).isGreaterThanOrEqualTo(13.6);
        assertThat(json.path("exponent").asDouble()).isBetween(.1, 1.0);
        assertThat(json.path("blocks").get(0).path("count").asInt()).isGreaterThanOrEqualTo(20);
        assertThat(Files.readString(page)).contains("The threshold, by quiet footage", "<svg");
    }

    @Test
    void tooLittleFootageIsRefusedAndSaysWhatIsThere() throws Exception {
        films(List.of("pairs/pairs-skin02-female-bare-day"));
        Ran ran = Ran.of("calibrate", folder.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .contains("at least 20 blocks of 10 looks", "add hours of quiet footage")
                .doesNotContain("\tat ");
    }

    @Test
    void aBudgetOutOfRangeIsRefused() throws Exception {
        Ran ran = Ran.of("calibrate", folder.toString(), "--budget", "0");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--budget must be in [0.001, 100], got 0.0");
    }
}
