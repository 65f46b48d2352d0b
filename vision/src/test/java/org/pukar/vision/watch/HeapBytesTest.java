package org.pukar.vision.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.camera.Permission;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.vision.capture.CameraStream;
import org.pukar.vision.gpu.Gpu;
import org.pukar.vision.pipeline.Reader;

/** What a camera with four people in view takes of Java's heap for each frame that is read. */
class HeapBytesTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));

    private static final Camera CAMERA =
            new Camera(
                    "heap",
                    "s",
                    "Heap",
                    new GeoPoint(26, 80),
                    HOME.resolve("scenes/samples/crossing-1080p25.mp4").toString(),
                    true);

    /** Pictures wait three seconds for their masks; then all that is kept has been taken. */
    private static final int WARM_FRAMES = 16;

    private static final int FRAMES = 10;

    /**
     * A quarter of the frame's brightness. Measured 318,000 to 324,000 bytes, 60,000 of them the
     * JPEG file that the ring keeps, on classes hardly compiled yet (2,600,000 to 5,700,000 while
     * frames, masked pictures and cuts were made anew); a masked picture more is over it.
     */
    private static final long MOST = 1920 * 1080 / 4;

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().endsWith("-" + CAMERA.id())) {
                sum += threads.getThreadAllocatedBytes(thread.getId());
            }
        }
        return sum;
    }

    private static long bytesAFrame(CameraStream.Opening opening) throws Exception {
        try (Reader reader = Reader.open(HOME.resolve("models"));
                Cameras cameras =
                        new Cameras(
                                reader,
                                EvidenceSettings.standard(),
                                InstantSource.system(),
                                ZoneOffset.UTC,
                                new Guards(
                                        c -> new Permission.Allowed(Camera.Cues.all(), List.of()),
                                        c -> true),
                                opening,
                                (signal, camera, pictures) -> {})) {
            cameras.add(CAMERA, CameraWatch.start());
            // The first frame that waits for its reader takes room for a third: twice, and the
            // less.
            return Math.min(
                    bytesAFrame(cameras, until(cameras, WARM_FRAMES)),
                    bytesAFrame(cameras, until(cameras, WARM_FRAMES + FRAMES)));
        }
    }

    private static long bytesAFrame(Cameras cameras, long first) throws Exception {
        long before = allocated();
        long last = until(cameras, first + FRAMES);
        return (allocated() - before) / (last - first);
    }

    private static long until(Cameras cameras, long frames) throws Exception {
        long read = 0;
        long begun = System.nanoTime();
        while (read < frames) {
            Thread.sleep(5);
            read = cameras.statuses().get(0).read();
            assertThat((System.nanoTime() - begun) / 1e9)
                    .as(
                            "%d of %d frames, %s",
                            read, frames, cameras.statuses().get(0).faultReason())
                    .isLessThan(60);
        }
        return read;
    }

    @Test
    void aCamerasFrameTakesLessThanAQuarterOfItsPixels() throws Exception {
        assertThat(bytesAFrame(Cameras.live(Gpu.none()))).isLessThan(MOST);
    }

    @Test
    void aFilmsFrameTakesLessThanAQuarterOfItsPixels() throws Exception {
        assertThat(bytesAFrame(Cameras.films())).isLessThan(MOST);
    }
}
