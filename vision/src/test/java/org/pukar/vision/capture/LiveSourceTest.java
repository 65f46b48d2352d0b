package org.pukar.vision.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.camera.Frame;
import org.pukar.camera.PrivacyZone;
import org.pukar.vision.capture.MoodyCamera.Mood;
import org.pukar.vision.gpu.Gpu;

/** Tests wait for real seconds, several at once. */
@Tag("alone")
@Execution(ExecutionMode.CONCURRENT)
class LiveSourceTest {

    private static final Duration LONG = Duration.ofSeconds(25);

    @TempDir Path folder;
    private final List<LiveSource> sources = new ArrayList<>();

    @AfterEach
    void closeAll() {
        sources.forEach(LiveSource::close);
    }

    private LiveSource source(String address, boolean loop) {
        return source(address, loop, InstantSource.system());
    }

    private LiveSource source(String address, boolean loop, InstantSource clock) {
        Camera camera = new Camera("gate", "mall", "Gate", new GeoPoint(28.6, 77.2), address, loop);
        BackOff soon = new BackOff(new Random(1), Duration.ofMillis(100), Duration.ofMillis(400));
        LiveSource source = new LiveSource(camera, List.of(), clock, Gpu.none(), soon);
        sources.add(source);
        return source;
    }

    private LiveSource watch(String address) {
        return source(address, false).start();
    }

    private Path film(String name, int frames) throws IOException {
        return Film.h264(320, 240)
                .write(folder.resolve(name), frames, i -> Drawing.walking(320, 240, i));
    }

    private static double untilFrame(LiveSource source) {
        long before = source.decoded();
        return Eventually.seconds(
                "a picture, instead of " + source.trouble(), LONG, () -> source.decoded() > before);
    }

    private static double untilTrouble(LiveSource source) {
        return Eventually.seconds("trouble", LONG, () -> source.trouble().isPresent());
    }

    /** Takes what comes in that time. */
    private static List<Frame> take(LiveSource source, Duration time) {
        List<Frame> frames = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            source.next(Duration.ofMillis(50)).ifPresent(frames::add);
        }
        return frames;
    }

    @Test
    void playsAFileInRealTimeAndStaysDownAtItsEnd() throws Exception {
        Path film = film("film.mp4", 50);
        LiveSource source = source(film.toString(), false);
        Instant begun = Instant.now();
        source.start();
        List<Frame> frames = take(source, Duration.ofSeconds(4));
        assertThat(frames).hasSizeBetween(9, 10);
        assertThat(Duration.between(frames.get(0).at(), frames.get(frames.size() - 1).at()))
                .isBetween(Duration.ofMillis(1500), Duration.ofMillis(2300));
        assertThat(frames.get(0).at()).isAfterOrEqualTo(begun);
        assertThat(source.trouble())
                .hasValue("the file is over, and is not set to loop (" + film + ")");
        assertThat(source.decoded()).isEqualTo(50);
        assertThat(source.lastFrameAt()).isBefore(begun.plusSeconds(3));
    }

    @Test
    void handsOverNoFrameInWhichAPrivacyZoneIsNotBlack() throws Exception {
        Camera camera =
                new Camera(
                        "gate",
                        "mall",
                        "Gate",
                        new GeoPoint(28.6, 77.2),
                        film("zones.mp4", 25).toString(),
                        true);
        PrivacyZone corner = PrivacyZone.read("0 0, 0.5 0, 0.5 0.5, 0 0.5");
        try (LiveSource source =
                new LiveSource(camera, List.of(corner), InstantSource.system()).start()) {
            List<Frame> frames = take(source, Duration.ofSeconds(3));
            assertThat(frames).hasSizeGreaterThan(5);
            for (Frame frame : frames) {
                for (int y = 0; y < 120; y++) {
                    for (int x = 0; x < 160; x++) {
                        assertThat(frame.luma(x, y)).isZero();
                    }
                }
                assertThat(frame.brightness()).as("the rest is there").isPositive();
            }
        }
    }

    @Test
    void playsALoopForEver() throws Exception {
        LiveSource source = source(film("loop.mp4", 10).toString(), true).start();
        Eventually.seconds("five rounds", LONG, () -> source.decoded() >= 50);
        assertThat(source.trouble()).isEmpty();
    }

    @Test
    void countsWhatASlowReaderMisses() throws Exception {
        LiveSource source = source(film("slow.mp4", 50).toString(), true).start();
        Eventually.seconds("some pictures", LONG, () -> source.decoded() >= 40);
        Instant taken = source.next().orElseThrow().at();
        assertThat(source.dropped()).isBetween(5L, 9L);
        assertThat(Duration.between(taken, Instant.now())).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void playsAFolderOfStillsOneASecond() throws Exception {
        Drawing.png(folder.resolve("1.png"), 20, 10);
        Drawing.png(folder.resolve("2.png"), 30, 10);
        LiveSource source = source(folder.toString(), true).start();
        Set<Integer> widths = new HashSet<>();
        take(source, Duration.ofMillis(2500)).forEach(f -> widths.add(f.width()));
        assertThat(widths).containsExactlyInAnyOrder(20, 30);
        assertThat(source.decoded()).isEqualTo(3);
    }

    @Test
    void startsOnceAFileIsThere() throws Exception {
        LiveSource source = watch(folder.resolve("late.mp4").toString());
        untilTrouble(source);
        assertThat(source.trouble())
                .hasValue(
                        "there must be a file or folder of this name ("
                                + folder.resolve("late.mp4")
                                + ")");
        Files.move(film("early.mp4", 50), folder.resolve("late.mp4"));
        untilFrame(source);
        assertThat(source.trouble()).isEmpty();
    }

    @Test
    void aClockSetBackDoesNotBlindACamera() throws Exception {
        long begun = System.nanoTime();
        InstantSource clock =
                () -> {
                    boolean later = System.nanoTime() - begun > 1_500_000_000L;
                    return Instant.now().minusSeconds(later ? 3600 : 0);
                };
        LiveSource source = source(film("back.mp4", 25).toString(), true, clock).start();
        Eventually.seconds("two seconds", LONG, () -> source.decoded() > 60);
        source.next(Duration.ZERO);
        assertThat(take(source, Duration.ofSeconds(2))).hasSizeBetween(8, 12);
    }

    @ParameterizedTest
    @CsvSource({"25", "5"})
    void takesFivePicturesASecondOfAnHttpCamera(int aSecond) throws Exception {
        try (MoodyCamera camera = new MoodyCamera(Mood.WELL).at(aSecond)) {
            LiveSource source = watch(camera.address());
            double opened = untilFrame(source);
            assertThat(opened).as("seconds to the first picture").isLessThan(4);
            List<Frame> frames = take(source, Duration.ofSeconds(4));
            assertThat(frames).hasSizeBetween(16, 21);
            assertThat(Drawing.corners(frames.get(3))).isEqualTo("RGBY");
        }
    }

    @Test
    void readsMjpegOfAnotherServer() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext(
                "/video",
                exchange -> {
                    exchange.getResponseHeaders()
                            .add("Content-Type", "multipart/x-mixed-replace;boundary=--b");
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream out = exchange.getResponseBody()) {
                        byte[] jpeg = Drawing.jpeg(64, 48);
                        String head =
                                "--b\r\nContent-type: image/jpeg\r\nContent-length: "
                                        + jpeg.length
                                        + "\r\n\r\n";
                        for (int i = 0; i < 200; i++) {
                            out.write(head.getBytes(StandardCharsets.US_ASCII));
                            out.write(jpeg);
                            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                            out.flush();
                            LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
                        }
                    }
                });
        server.start();
        try {
            LiveSource source =
                    watch("http://127.0.0.1:" + server.getAddress().getPort() + "/video");
            untilFrame(source);
            assertThat(source.next().map(Frame::width)).hasValue(64);
        } finally {
            sources.forEach(LiveSource::close);
            server.stop(0);
            threads.shutdownNow();
        }
    }

    @Test
    void saysThatAServerRefusesAndComesBackWithIt() throws Exception {
        int port = MoodyCamera.refusedPort();
        String address = "http://127.0.0.1:" + port + "/video";
        LiveSource source = watch("http://me:secret@127.0.0.1:" + port + "/video");
        Instant begun = source.lastFrameAt();
        untilTrouble(source);
        assertThat(source.trouble())
                .hasValue("the stream can't be opened: Connection refused (" + address + ")");
        assertThat(source.lastFrameAt()).isEqualTo(begun);
        try (MoodyCamera camera = new MoodyCamera(Mood.WELL, port)) {
            assertThat(untilFrame(source)).isLessThan(5);
            assertThat(camera.connections()).isEqualTo(1);
            assertThat(source.trouble()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"http", "rtsp", "rtsp+udp"})
    void saysThatAServerIsMuteAfterFiveSeconds(String scheme) throws Exception {
        try (MoodyCamera camera = new MoodyCamera(Mood.MUTE)) {
            LiveSource source = watch(scheme + "://me:secret@127.0.0.1:" + camera.port() + "/v");
            assertThat(untilTrouble(source)).isCloseTo(5, within(1.0));
            assertThat(source.trouble().orElseThrow())
                    .startsWith("a camera must send a picture every 5 s")
                    .endsWith("(" + scheme + "://127.0.0.1:" + camera.port() + "/v)");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"GARBAGE", "CLOSES", "FORBIDS"})
    void saysAtOnceWhatAServerDoesWrongAndComesBack(Mood mood) throws Exception {
        try (MoodyCamera camera = new MoodyCamera(mood)) {
            LiveSource source = watch(camera.address());
            untilTrouble(source);
            String expected =
                    switch (mood) {
                        case FORBIDS ->
                                "the stream can't be opened: Server returned 401 Unauthorized"
                                        + " (authorization failed)";
                        case CLOSES -> "the stream can't be read: Input/output error";
                        default -> "the server closed before there was a picture";
                    };
            Eventually.seconds(
                    expected + " instead of " + source.trouble(),
                    LONG,
                    () ->
                            source.trouble()
                                    .equals(Optional.of(expected + " (" + camera.address() + ")")));
            Eventually.seconds("three tries", LONG, () -> camera.connections() >= 3);
            camera.become(Mood.WELL);
            Eventually.seconds("a steady picture", LONG, () -> source.decoded() > 60);
            assertThat(source.trouble()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"MUTE", "HANGS", "DRIPS", "DAMAGED"})
    void noticesInFiveSecondsThatAGoodCameraGivesNoPicture(Mood mood) throws Exception {
        try (MoodyCamera camera = new MoodyCamera(Mood.WELL)) {
            LiveSource source = watch(camera.address());
            Eventually.seconds("a steady picture", LONG, () -> source.decoded() > 30);
            camera.become(mood);
            assertThat(untilTrouble(source)).isBetween(4.5, 6.5);
            assertThat(source.trouble().orElseThrow())
                    .startsWith("a camera must send a picture every 5 s");
            Duration silent = Duration.between(source.lastFrameAt(), Instant.now());
            assertThat(silent).isBetween(Duration.ofMillis(4900), Duration.ofSeconds(7));
            camera.become(Mood.WELL);
            assertThat(untilFrame(source)).isLessThan(11);
            assertThat(source.trouble()).isEmpty();
        }
    }

    @Test
    void takesAPictureOfAnotherSizeInMidStream() throws Exception {
        try (MoodyCamera camera = new MoodyCamera(Mood.CHANGES_SIZE).at(15)) {
            LiveSource source = watch(camera.address());
            Set<Integer> widths = new HashSet<>();
            for (Frame frame : take(source, Duration.ofSeconds(4))) {
                widths.add(frame.width());
                assertThat(Drawing.corners(frame)).isEqualTo("RGBY");
            }
            assertThat(widths).containsExactlyInAnyOrder(160, 320);
            assertThat(camera.connections()).isEqualTo(1);
        }
    }

    @Test
    void aGoodCameraKeepsItsRateBesideFiveBadOnes() throws Exception {
        List<MoodyCamera> cameras = new ArrayList<>();
        try (MoodyCamera good = new MoodyCamera(Mood.WELL)) {
            for (Mood mood :
                    List.of(Mood.MUTE, Mood.HANGS, Mood.GARBAGE, Mood.CLOSES, Mood.DRIPS)) {
                MoodyCamera bad = new MoodyCamera(mood);
                cameras.add(bad);
                watch(bad.address());
            }
            LiveSource source = watch(good.address());
            untilFrame(source);
            assertThat(take(source, Duration.ofSeconds(6))).hasSizeBetween(28, 31);
            assertThat(good.connections()).isEqualTo(1);
        } finally {
            for (MoodyCamera camera : cameras) {
                camera.close();
            }
        }
    }

    @Test
    void closesAtOnceWhateverTheServerDoes() throws Exception {
        try (MoodyCamera camera = new MoodyCamera(Mood.MUTE)) {
            LiveSource source = watch(camera.address());
            Eventually.seconds("a connection", LONG, () -> camera.connections() == 1);
            long begun = System.nanoTime();
            source.close();
            assertThat((System.nanoTime() - begun) / 1e9).isLessThan(1.5);
        }
    }

    @ParameterizedTest
    @CsvSource({"rtsp", "rtsp+udp"})
    void watchesAnRtspCameraThatHangsAndGoesAndComesBack(String scheme) throws Exception {
        RtspServer server = RtspServer.start(folder, 0);
        int port = server.port();
        LiveSource source;
        try (server) {
            source = watch(server.address(scheme));
            double first = untilFrame(source);
            assertThat(take(source, Duration.ofSeconds(3))).hasSizeBetween(13, 16);
            server.halt();
            double noticed = untilTrouble(source);
            assertThat(noticed).isBetween(4.5, 6.5);
            server.goOn();
            double back = untilFrame(source);
            System.out.printf(
                    "%s: first picture %.1f s, hang noticed %.1f s, back %.1f s%n",
                    scheme, first, noticed, back);
        }
        untilTrouble(source);
        try (RtspServer again = RtspServer.start(folder, port)) {
            double back = untilFrame(source);
            System.out.printf("%s: back %.1f s after a restart%n", scheme, back);
            assertThat(again.port()).isEqualTo(port);
            assertThat(source.trouble()).isEmpty();
        }
    }
}
