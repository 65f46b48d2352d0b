package org.pukar.cluster.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pukar.cluster.desk.DeskClient;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.vision.mask.Ring;
import org.pukar.vision.worker.SignalMessage;
import org.pukar.vision.worker.Worker;
import tools.jackson.databind.json.JsonMapper;

/** Signals on their way to a desk in trouble, over real HTTP: no caller waits, none is lost. */
class DeskWriterTest {
    private final List<UUID> taken = Collections.synchronizedList(new ArrayList<>());
    private volatile ToIntFunction<Signal> answer = signal -> 200;
    private HttpServer desk;
    private DeskWriter writer;

    @BeforeEach
    void start() throws Exception {
        desk = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        desk.createContext(
                "/api/v1/signals",
                exchange -> {
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    Signal signal =
                            JsonMapper.shared().readValue(body, SignalMessage.class).signal();
                    int status = answer.applyAsInt(signal);
                    if (status == 200) {
                        taken.add(signal.id());
                    }
                    byte[] said = "{\"detail\":\"no\"}".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, said.length);
                    exchange.getResponseBody().write(said);
                    exchange.close();
                });
        desk.start();
        writer =
                new DeskWriter(
                        new DeskClient(
                                URI.create("http://127.0.0.1:" + desk.getAddress().getPort()),
                                "key",
                                Worker.ofThis("w/0", "run")));
    }

    @AfterEach
    void stop() {
        writer.close();
        desk.stop(0);
    }

    private static Signal signal(int n) {
        Instant at = Instant.EPOCH.plusSeconds(n);
        return new Signal(new UUID(0, n), "gate", Rank.SIGN, at, 1, 0, 0, List.of());
    }

    private void write(int n) {
        writer.add(
                new SignalMessage(
                        signal(n), List.of(new Ring.Shot(Instant.EPOCH, new byte[1000]))));
    }

    private static void await(BooleanSupplier so) throws Exception {
        long until = System.nanoTime() + 20_000_000_000L;
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.sleep(20);
        }
    }

    private static List<UUID> ids(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(n -> new UUID(0, n)).toList();
    }

    @Test
    void aSlowDeskHoldsUpNoTaskAndNoCheckpoint() throws Exception {
        answer =
                signal -> {
                    rest();
                    return 200;
                };
        long begun = System.nanoTime();
        IntStream.rangeClosed(1, 20).forEach(this::write);
        writer.flush(false);
        List<Signal> checkpoint = writer.snapshotState(1);
        assertThat((System.nanoTime() - begun) / 1e9).isLessThan(.5);
        assertThat(checkpoint)
                .as("all of them, the one that is on its way too")
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 20).mapToObj(DeskWriterTest::signal).toList());
        writer.flush(true);
        assertThat(taken).isEqualTo(ids(1, 20));
        assertThat(writer.snapshotState(2)).isEmpty();
    }

    private static void rest() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatTheDeskCannotTakeNowIsOfferedAgainInOrder() throws Exception {
        answer = signal -> 503;
        write(1);
        write(2);
        Thread.sleep(300);
        assertThat(taken).isEmpty();
        answer = signal -> 200;
        await(() -> taken.size() == 2);
        assertThat(taken).isEqualTo(ids(1, 2));
    }

    @Test
    void aKeyThatOpensNothingLosesNoSignal() throws Exception {
        answer = signal -> 401;
        write(1);
        Thread.sleep(300);
        assertThat(writer.snapshotState(1)).hasSize(1);
        answer = signal -> 200;
        await(() -> taken.size() == 1);
    }

    /** Of a camera that the settings no longer have: it must not hold up all others for ever. */
    @Test
    void aSignalThatNoDeskWillTakeHoldsUpNoOther() throws Exception {
        answer = signal -> signal.id().equals(new UUID(0, 1)) ? 422 : 200;
        write(1);
        write(2);
        await(() -> taken.size() == 1);
        assertThat(taken).isEqualTo(ids(2, 2));
    }
}
