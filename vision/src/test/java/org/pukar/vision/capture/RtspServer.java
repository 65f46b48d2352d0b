package org.pukar.vision.capture;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** GStreamer's RTSP server in a process of its own, which can be stopped, halted and continued. */
final class RtspServer implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";
    private static final String NEEDED =
            "an RTSP server for tests needs: apt install gir1.2-gst-rtsp-server-1.0 python3-gi"
                    + " gstreamer1.0-plugins-base gstreamer1.0-plugins-good"
                    + " gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly";

    private final Process process;
    private final int port;

    private RtspServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it; the test is skipped where the packages are missing.
     *
     * @param port 0 for any that is free
     */
    static RtspServer start(Path folder, int port) throws IOException, InterruptedException {
        return start(folder, "rtsp_server.py", port);
    }

    /** One that sends 8K pictures, 120 a second; see the script for what they show. */
    static RtspServer flooding(Path folder) throws IOException, InterruptedException {
        return start(folder, "rtsp_flood.py", 0);
    }

    private static RtspServer start(Path folder, String name, int port)
            throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of(PYTHON)), NEEDED);
        String check =
                "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import"
                    + " Gst, GstRtspServer; Gst.init(None); exit(any(Gst.ElementFactory.find(e) is"
                    + " None for e in ('videotestsrc', 'x264enc', 'h264parse', 'rtph264pay',"
                    + " 'rtpbin')))";
        Process checked = new ProcessBuilder(PYTHON, "-c", check).redirectErrorStream(true).start();
        assumeTrue(checked.waitFor(30, TimeUnit.SECONDS) && checked.exitValue() == 0, NEEDED);
        Path script = folder.resolve(name);
        try (@Nullable InputStream in = RtspServer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " must be among the test's resources");
            }
            Files.write(script, in.readAllBytes());
        }
        Process process =
                new ProcessBuilder(PYTHON, script.toString(), String.valueOf(port))
                        .redirectError(folder.resolve(name + ".log").toFile())
                        .start();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        @Nullable String bound = out.readLine();
        if (bound == null) {
            throw new IOException(
                    "the RTSP server must start: "
                            + Files.readString(folder.resolve(name + ".log")));
        }
        return new RtspServer(process, Integer.parseInt(bound));
    }

    int port() {
        return port;
    }

    String address(String scheme) {
        return scheme + "://127.0.0.1:" + port + "/camera";
    }

    /** The process stands still, its connections stay open. */
    void halt() throws IOException, InterruptedException {
        signal("STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
