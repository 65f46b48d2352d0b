package org.pukar.vision.net;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On the processor: which session runs an input is the same. */
class CardSessionsTest {
    private static final Path MODEL =
            Path.of(System.getProperty("pukar.home", ".."), "models/points/model.onnx");

    @Test
    void eachShapeKeepsASessionOfItsOwnAndTooManyShareTheFirst() throws Exception {
        Sessions sessions = new Sessions(Files.readAllBytes(MODEL));
        List<OrtSession> opened = new ArrayList<>();
        try (OrtSession first = sessions.onProcessor()) {
            CardSessions all =
                    new CardSessions(
                            first,
                            () -> {
                                opened.add(sessions.onProcessor());
                                return opened.get(opened.size() - 1);
                            });
            assertThat(all.of(1, 1, 48, 48)).isSameAs(first);
            assertThat(all.of(4, 1, 48, 48)).isSameAs(opened.get(0));
            assertThat(all.of(1, 1, 48, 48)).isSameAs(first);
            assertThat(all.of(4, 1, 48, 48)).isSameAs(opened.get(0));
            for (int count = 5; count < 5 + 2 * CardSessions.MOST; count++) {
                all.of(count, 1, 48, 48);
            }
            assertThat(opened).hasSize(CardSessions.MOST - 1);
            assertThat(all.of(1000, 1, 48, 48)).isSameAs(first);
            all.close();
            assertThat(all.of(4, 1, 48, 48)).isSameAs(first); // nothing is kept
        }
    }
}
