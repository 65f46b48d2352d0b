package org.pukar.server.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The cameras of a growth: from a local RTSP server (GStreamer's) that sends a film's packets as
 * they are, in a process of its own, whose processor time is not Pukar's; where there is none, the
 * film itself.
 */
final class BenchStreams implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";
    private static final int START_SECONDS = 30;
    private static final String SCRIPT = "bench_rtsp.py";

    /** What brings a server, for people. */
    static final String PACKAGES =
            "gir1.2-gst-rtsp-server-1.0 python3-gi gstreamer1.0-plugins-base"
                    + " gstreamer1.0-plugins-good gstreamer1.0-plugins-bad";

    private static final String CHECK =
            "import gi; gi.require_version('GstRtspServer', '1.0');"
                    + " from gi.repository import Gst, GstRtspServer; Gst.init(None);"
                    + " exit(any(Gst.ElementFactory.find(e) is None"
                    + " for e in ('qtdemux', 'h264parse', 'rtph264pay', 'rtpbin')))";

    private final Path film;
    private final Optional<Server> server;

    private record Server(Process process, int port) {}

    private BenchStreams(Path film, Optional<Server> server) {
        this.film = film;
        this.server = server;
    }

    /**
     * Starts a server, where one is installed.
     *
     * @param film H.264 without B frames, as {@code BenchFilms} writes it
     * @param folder for its script and what it complains of
     * @param most cameras at once
     */
    static BenchStreams start(Path film, Path folder, int most) throws IOException {
        return new BenchStreams(
                film, installed() ? Optional.of(server(film, folder, most)) : Optional.empty());
    }

    private static boolean installed() throws IOException {
        if (!Files.isExecutable(Path.of(PYTHON))) {
            return false;
        }
        Process check = new ProcessBuilder(PYTHON, "-c", CHECK).redirectErrorStream(true).start();
        try {
            return check.waitFor(30, TimeUnit.SECONDS) && check.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Server server(Path film, Path folder, int most) throws IOException {
        Path script = folder.resolve(SCRIPT);
        try (@Nullable InputStream in = BenchStreams.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IOException(SCRIPT + " must be among the program's resources");
            }
            Files.write(script, in.readAllBytes());
        }
        Path log = folder.resolve("rtsp.log");
        Process process =
                new ProcessBuilder(PYTHON, script.toString(), film.toString(), String.valueOf(most))
                        .redirectError(log.toFile())
                        .start();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            String port =
                    CompletableFuture.supplyAsync(() -> firstLine(out))
                            .get(START_SECONDS, TimeUnit.SECONDS);
            return new Server(process, Integer.parseInt(port));
        } catch (ExecutionException | TimeoutException | NumberFormatException e) {
            // the same: no port
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroy();
        throw new IOException("the RTSP server did not start: " + Files.readString(log));
    }

    /** Empty when nothing came. */
    private static String firstLine(BufferedReader out) {
        return out.lines().findFirst().orElse("");
    }

    /** Whether they come over RTSP. */
    boolean rtsp() {
        return server.isPresent();
    }

    /** Addresses of so many cameras. */
    List<String> of(int cameras) {
        return server.map(
                        s ->
                                IntStream.range(0, cameras)
                                        .mapToObj(i -> "rtsp://127.0.0.1:" + s.port + "/" + i)
                                        .toList())
                .orElseGet(() -> Collections.nCopies(cameras, film.toString()));
    }

    Path film() {
        return film;
    }

    @Override
    public void close() {
        server.ifPresent(s -> s.process.destroy());
    }
}
