package org.pukar.server.audit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A witness of one log, for a host that is not the log's operator's: it keeps each head in a file,
 * and takes one only if its signature holds and the log has grown from the head before.
 */
public final class WitnessServer implements AutoCloseable {
    private static final int LONGEST_BODY = 64 * 1024;

    private final LogName log;
    private final Path file;
    private final FileWitness kept;
    private final HttpServer server;
    private final ExecutorService one = Executors.newSingleThreadExecutor();
    private Optional<Head> last = Optional.empty();

    private WitnessServer(LogName log, Path file, HttpServer server) throws IOException {
        this.log = log;
        this.file = file;
        this.kept = new FileWitness(file);
        this.server = server;
        if (Files.exists(file)) {
            List<SignedHead> heads = SignedHead.parseAll(Files.readString(file));
            if (!heads.isEmpty()) {
                last = Optional.of(heads.get(heads.size() - 1).head());
            }
        }
    }

    /**
     * Starts serving.
     *
     * @param log whose heads it takes
     * @param file where they are kept
     */
    public static WitnessServer start(LogName log, Path file, InetSocketAddress address)
            throws IOException {
        WitnessServer witness = new WitnessServer(log, file, HttpServer.create(address, 16));
        witness.server.setExecutor(witness.one); // one head after the other
        witness.server.createContext("/add-checkpoint", witness::add);
        witness.server.createContext("/heads", witness::show);
        witness.server.start();
        return witness;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void show(HttpExchange exchange) throws IOException {
        answer(exchange, 200, Files.exists(file) ? Files.readString(file) : "");
    }

    private void add(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 405, "a head is sent by POST\n");
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            answer(exchange, 413, "a head with its proof has at most 64 KiB\n");
            return;
        }
        Answer answer = judge(new String(body, StandardCharsets.UTF_8));
        answer(exchange, answer.code, answer.words);
    }

    private record Answer(int code, String words) {}

    private Answer judge(String body) throws IOException {
        int gap = body.indexOf("\n\n");
        Optional<SignedHead> offered =
                gap < 0 ? Optional.empty() : SignedHead.parse(body.substring(gap + 2));
        String[] lines = body.substring(0, Math.max(0, gap)).split("\n", -1);
        if (offered.isEmpty() || !lines[0].matches("old [0-9]{1,18}")) {
            return new Answer(400, "old SIZE, a proof, an empty line, a signed head: it is not\n");
        }
        if (!offered.get().signedBy(log)) {
            return new Answer(403, "the head is not signed by " + log.origin() + "\n");
        }
        Head head = offered.get().head();
        long has = last.map(Head::size).orElse(0L);
        if (Long.parseLong(lines[0].substring("old ".length())) != has) {
            return new Answer(409, has + "\n");
        }
        List<byte[]> proof = new ArrayList<>();
        try {
            for (int i = 1; i < lines.length; i++) {
                proof.add(Base64.getDecoder().decode(lines[i]));
            }
        } catch (IllegalArgumentException e) {
            return new Answer(400, "a proof is lines of base64\n");
        }
        boolean grown =
                last.isEmpty()
                        || MerkleTree.continues(
                                has, last.get().rootBytes(), head.size(), head.rootBytes(), proof);
        if (!grown) {
            return new Answer(
                    422, "the log has not grown from the head over " + has + " entries\n");
        }
        kept.take(offered.get());
        last = Optional.of(head);
        return new Answer(200, "");
    }

    private static void answer(HttpExchange exchange, int code, String words) throws IOException {
        byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        one.shutdownNow();
    }
}
