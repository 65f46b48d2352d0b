package org.pukar.vision.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.pukar.vision.gpu.Gpu;

/** On the processor: which session runs an input is the same. */
class CardSessionsTest {
    private static final Path MODEL =
            Path.of(System.getProperty("pukar.home", ".."), "models/points/model.onnx");

    private final List<OrtSession> opened = new ArrayList<>();
    private final Sessions sessions = new Sessions(read());

    private static byte[] read() {
        try {
            return Files.readAllBytes(MODEL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OrtSession open() throws OrtException {
        opened.add(sessions.onProcessor());
        return opened.get(opened.size() - 1);
    }

    private static long[] faces(int count) {
        return new long[] {count, 1, 48, 48};
    }

    @Test
    void eachShapeKeepsASessionOfItsOwnAndTooManyShareOne() throws Exception {
        try (OrtSession first = sessions.onProcessor()) {
            CardSessions all = new CardSessions(Gpu.alone(), first, this::open);
            for (int turn = 0; turn < 2; turn++) {
                assertThat(all.of(faces(1)).session()).isSameAs(first);
                assertThat(all.of(faces(4)).session()).isSameAs(opened.get(0));
            }
            for (int count = 5; count < 5 + 2 * CardSessions.MOST; count++) {
                assertThat(all.of(faces(count)).session()).isNotSameAs(first);
            }
            assertThat(opened).hasSize(CardSessions.MOST);
            assertThat(all.of(faces(1000)).session()).isSameAs(opened.get(CardSessions.MOST - 1));
            assertThat(all.of(faces(1)).session()).isSameAs(first);
            all.close();
            assertThat(opened)
                    .allSatisfy(
                            session ->
                                    assertThatThrownBy(session::getInputNames)
                                            .isInstanceOf(IllegalStateException.class));
            assertThat(first.getInputNames()).isNotEmpty();
        }
    }

    /** ONNX Runtime takes memory of the card for each thread that runs a session. */
    @Test
    void eachSessionIsRunByOneThreadWhoeverAsks() throws Exception {
        try (OrtSession first = sessions.onProcessor()) {
            CardSessions all = new CardSessions(Gpu.alone(), first, this::open);
            Set<Thread> ran = new HashSet<>();
            for (int count = 1; count <= 3; count++) {
                CardSession one = all.of(faces(count));
                Set<Thread> its = ConcurrentHashMap.newKeySet();
                List<Thread> asking = new ArrayList<>();
                for (int t = 0; t < 8; t++) {
                    Thread thread =
                            new Thread(
                                    () -> {
                                        try {
                                            its.add(one.run(session -> Thread.currentThread()));
                                        } catch (OrtException e) {
                                            throw new IllegalStateException("no session ran", e);
                                        }
                                    });
                    thread.start();
                    asking.add(thread);
                }
                for (Thread thread : asking) {
                    thread.join();
                }
                assertThat(its).hasSize(1).doesNotContainAnyElementsOf(asking);
                ran.addAll(its);
            }
            assertThat(ran).hasSize(3);
            assertThatThrownBy(
                            () ->
                                    all.of(faces(1))
                                            .run(
                                                    session -> {
                                                        throw new OrtException("told so");
                                                    }))
                    .isInstanceOf(OrtException.class)
                    .hasMessageContaining("told so");
            all.close();
            for (Thread thread : ran) {
                thread.join(10_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @Test
    void whereThereIsNoRoomForOneMoreTheFirstIsShared() throws Exception {
        try (OrtSession first = sessions.onProcessor()) {
            CardSessions full =
                    new CardSessions(
                            Gpu.alone(),
                            first,
                            () -> {
                                throw new OrtException("out of memory");
                            });
            assertThat(full.of(faces(1)).session()).isSameAs(first);
            assertThat(full.of(faces(4)).session()).isSameAs(first);
            full.close();
            assertThat(first.getInputNames()).isNotEmpty();
        }
    }

    @Test
    void onACardThatIsGivenUpNoneIsOpened() throws Exception {
        Gpu gpu = Gpu.alone();
        try (OrtSession first = sessions.onProcessor()) {
            CardSessions all = new CardSessions(gpu, first, this::open);
            assertThat(all.of(faces(1)).session()).isSameAs(first);
            gpu.fail("told so by a test", "none");
            assertThat(all.of(faces(4)).session()).isSameAs(first);
            assertThat(opened).isEmpty();
        }
    }
}
