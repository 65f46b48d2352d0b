package org.pukar.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.evidence.Rank;

class SettingsTextTest {
    @ParameterizedTest
    @CsvSource({
        "rtsp://root:hush@10.0.0.7/stream1, rtsp://10.0.0.7/stream1",
        "rtsp://root:h@us/h@10.0.0.7/stream1, rtsp://10.0.0.7/stream1",
        "http://10.0.0.7/video?user=a&password=hush, http://10.0.0.7/video",
        "/dev/video0, /dev/video0"
    })
    void aCamerasAddressHasNoPassword(String source, String shown) {
        assertThat(SettingsText.address(source)).isEqualTo(shown);
    }

    @Test
    void ofAWebhookOnlyTheHostIsSaid() {
        assertThat(
                        SettingsText.where(
                                new Channel.Webhook(
                                        "https://me:hush@example.org/hook/hush?token=hush",
                                        Channel.Format.JSON)))
                .isEqualTo("https://example.org JSON");
    }

    @Test
    void theSampleCityIsALineForEachThing() throws Exception {
        City city =
                SettingsFile.read(
                        Path.of(System.getProperty("pukar.home", ".."))
                                .resolve("sample/pukar.yaml"));
        Channel sms =
                new Channel(
                        "text",
                        new Channel.Sms(
                                "https://gateway.example/send?key=hush&to={to}",
                                Optional.of("key=hush"),
                                "text/plain",
                                Optional.empty(),
                                "0000 555"),
                        List.of(),
                        Rank.SIGN,
                        false,
                        Optional.empty(),
                        Duration.ofSeconds(5),
                        3);
        String text = SettingsText.of(city.with(List.of(sms)));
        assertThat(text)
                .contains("station railganj, Railganj police station")
                .contains("camera cts-1, ")
                .contains("channel text, sms, https://gateway.example to 0000 555, from SIGN")
                .contains("owner Nadipur city police")
                .doesNotContain("hush");
        assertThat(text).isEqualTo(SettingsText.of(city.with(List.of(sms))));
    }
}
