package org.pukar.vision.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.pukar.camera.CaptureException;
import org.pukar.camera.Spare;
import org.pukar.vision.gpu.Gpu;

/**
 * Opens and closes one source again and again, in a process of its own with a fixed Java heap, and
 * prints how much native memory that cost: whatever grows is native.
 */
final class Reopening {
    private Reopening() {}

    /**
     * Prints kilobytes grown and frames decoded.
     *
     * @param args the source, how often to open it, and after how many opens to begin to measure
     */
    @SuppressWarnings("EmptyCatch") // most of these sources are meant to fail
    public static void main(String[] args) throws IOException {
        Address address = Address.of(args[0]);
        int opens = Integer.parseInt(args[1]);
        int warm = Integer.parseInt(args[2]);
        long before = 0;
        long decoded = 0;
        for (int i = 0; i <= opens; i++) {
            if (i == warm) {
                before = residentKilobytes();
            }
            try (Deadline deadline = new Deadline(Duration.ofSeconds(10));
                    Media media = Media.open(address, address.url(), deadline, 1, Gpu.none())) {
                while (media.grab()) {
                    decoded += media.pixels(new Spare(0)).bytes().length > 0 ? 1 : 0;
                }
            } catch (CaptureException e) {
                // refused, or closed
            }
        }
        System.out.println(residentKilobytes() - before + " " + decoded);
    }

    private static long residentKilobytes() throws IOException {
        System.gc();
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
