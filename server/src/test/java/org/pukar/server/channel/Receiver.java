package org.pukar.server.channel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A real web server at the other end of a webhook or gateway. It acts on each Idempotency-Key once,
 * as a receiver should, and can be told to misbehave.
 */
final class Receiver implements AutoCloseable {
    /** What it does with a request. */
    enum Mood {
        TAKES,
        REFUSES,
        REDIRECTS,
        HANGS,
        /** Takes it, but the answer gets lost: the sender can't know. */
        TAKES_AND_HANGS_UP
    }

    /** A request as it came. */
    record Got(String method, URI address, Map<String, List<String>> headers, String text) {
        byte[] body() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(e -> e.getKey().equalsIgnoreCase(name))
                    .map(e -> e.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }
    }

    final List<Got> got = new CopyOnWriteArrayList<>();

    /** Alerts that it acted on, in order. */
    final List<String> acted = new CopyOnWriteArrayList<>();

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final CountDownLatch end = new CountDownLatch(1);
    private final HttpServer server;
    private volatile Mood mood = Mood.TAKES;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void mood(Mood next) {
        mood = next;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Got request =
                new Got(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        Map.copyOf(exchange.getRequestHeaders()),
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        got.add(request);
        switch (mood) {
            case TAKES -> {
                act(request);
                exchange.sendResponseHeaders(204, -1);
            }
            case TAKES_AND_HANGS_UP -> act(request);
            case REFUSES -> exchange.sendResponseHeaders(500, -1);
            case REDIRECTS -> {
                exchange.getResponseHeaders().add("Location", url("/elsewhere"));
                exchange.sendResponseHeaders(302, -1);
            }
            case HANGS -> hang();
        }
        exchange.close();
    }

    private void act(Got request) {
        String id = request.header("Idempotency-Key");
        if (known.add(id)) {
            acted.add(id);
        }
    }

    private void hang() {
        try {
            boolean unused = end.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
