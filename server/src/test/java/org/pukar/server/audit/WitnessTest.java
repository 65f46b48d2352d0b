package org.pukar.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A witness on another port, over real HTTP, and a file: both keep what a rewritten log can't be.
 */
class WitnessTest {
    @TempDir Path folder;
    private TestLog log;
    private WitnessServer server;
    private Witness witness;

    @BeforeEach
    void start() throws Exception {
        log = new TestLog(folder.resolve("log"));
        server = serve(0);
        witness = Witness.of("http://127.0.0.1:" + server.port() + "/add-checkpoint", log.log);
    }

    private WitnessServer serve(int port) throws Exception {
        return WitnessServer.start(
                log.log.name(),
                folder.resolve("heads.txt"),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    @AfterEach
    void stop() {
        server.close();
        log.close();
    }

    private List<SignedHead> kept() throws Exception {
        return SignedHead.parseAll(Files.readString(folder.resolve("heads.txt")));
    }

    @Test
    void itTakesEveryHeadOfALogThatGrowsAlsoAfterBothWereStartedAgain() throws Exception {
        SignedHead first = log.grow(3);
        witness.take(first);
        SignedHead second = log.grow(200);
        witness.take(second);
        witness.take(second);
        int port = server.port();
        server.close();
        server = serve(port);
        Witness anew = Witness.of("http://127.0.0.1:" + port + "/add-checkpoint", log.log);
        SignedHead third = log.grow(60);
        anew.take(third);
        assertThat(kept()).containsExactly(first, second, second, third);
        assertThat(log.check(kept().toArray(SignedHead[]::new)).findings()).isEmpty();
    }

    @Test
    void aLogThatWasRewrittenIsRefusedAndTheHeadBeforeStays() throws Exception {
        SignedHead honest = log.grow(50);
        witness.take(honest);
        log.attack("update audit set detail = 'nothing happened' where person = 'person 7'");
        log.rebuild();
        SignedHead rewritten = log.grow(10);
        assertThatThrownBy(() -> witness.take(rewritten))
                .hasMessageContaining(
                        "it answered 422: the log has not grown from the head over 50");
        assertThat(kept()).containsExactly(honest);
        assertThat(log.check(honest).findings()).isNotEmpty();
    }

    @Test
    void aLogThatWasCutShortIsRefused() throws Exception {
        witness.take(log.grow(50));
        log.attack("delete from audit where person = 'person 49'");
        log.rebuild();
        SignedHead cut = log.log.sign();
        assertThatThrownBy(() -> witness.take(cut))
                .hasMessageEndingWith(
                        "has a head over 50 entries, this log has 49: entries are gone");
    }

    @Test
    void aHeadOfAnotherKeyIsRefused(@TempDir Path elsewhere) throws Exception {
        SignedHead head = log.grow(2);
        SignedHead forged =
                LogKey.load(elsewhere)
                        .sign(
                                new Head(
                                        head.head().origin(),
                                        2,
                                        head.head().root(),
                                        head.head().at()));
        assertThatThrownBy(() -> witness.take(forged))
                .hasMessageContaining(
                        "it answered 403: the head is not signed by " + log.log.name().origin());
    }

    @Test
    void whatIsNoHeadIsRefusedAndAFileKeepsWhatItIsGiven() throws Exception {
        SignedHead head = log.grow(2);
        Path file = folder.resolve("file.txt");
        Witness kept = Witness.of(file.toString(), log.log);
        kept.take(head);
        kept.take(log.grow(1));
        assertThat(SignedHead.parseAll(Files.readString(file))).hasSize(2).startsWith(head);
        Witness nowhere = Witness.of(folder.resolve("no/such/folder").toString(), log.log);
        assertThatThrownBy(() -> nowhere.take(head)).hasMessageStartingWith("the file can't be");
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        "http://127.0.0.1:"
                                                                + server.port()
                                                                + "/add-checkpoint"))
                                        .POST(
                                                HttpRequest.BodyPublishers.ofString(
                                                        "old 0\n\nnothing"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
    }
}
