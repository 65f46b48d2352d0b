package org.pukar.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;

/** What came, went and changed; a camera is written ID or ID:NAME. */
class CameraChangeTest {
    private static List<Camera> cameras(String text) {
        return Stream.of(text.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> word.split(":", 2))
                .map(w -> camera(w[0], w[w.length - 1]))
                .toList();
    }

    private static Camera camera(String id, String name) {
        return new Camera(id, "s", name, new GeoPoint(26, 80), "rtsp://h/" + id, false);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', none",
        "a b, a b, none",
        "a b, b a, none",
        "'', a, 1 added (a)",
        "a b, '', '2 removed (a, b)'",
        "a, a:other, 1 changed (a)",
        "a b c, d c:other a, '1 added (d), 1 removed (b), 1 changed (c)'",
    })
    void saysInWhatTwoListsDiffer(String before, String after, String words) {
        CameraChange change = CameraChange.between(cameras(before), cameras(after));
        assertThat(change.words()).isEqualTo(words);
        assertThat(change.none()).isEqualTo(words.equals("none"));
    }

    @Test
    void aThousandAreOneLine() {
        List<Camera> thousand =
                IntStream.range(0, 1000).mapToObj(i -> camera("c" + i, "C")).toList();
        assertThat(CameraChange.between(List.of(), thousand).words())
                .startsWith("1000 added (c0, c1, ")
                .endsWith(", c19 and 980 more)");
    }
}
