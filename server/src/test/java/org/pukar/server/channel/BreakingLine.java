package org.pukar.server.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A way to an MQTT broker that breaks once, when somebody publishes for the first time. */
final class BreakingLine implements AutoCloseable {
    private static final int PUBLISH = 3; // a packet's type: the upper half of its first byte

    private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    private final int to;
    private volatile boolean broken;

    /**
     * @param to the broker's port
     */
    BreakingLine(int to) throws IOException {
        this.to = to;
        start(this::accept);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "breaking-line");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = server.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
                start(() -> pass(near, far, true));
                start(() -> pass(far, near, false));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void pass(Socket from, Socket into, boolean upwards) {
        byte[] bytes = new byte[64_000];
        try (from;
                into) {
            InputStream in = from.getInputStream();
            OutputStream out = into.getOutputStream();
            for (int n = in.read(bytes); n > 0; n = in.read(bytes)) {
                if (upwards && !broken && (bytes[0] & 0xff) >> 4 == PUBLISH) {
                    broken = true;
                    return;
                }
                out.write(bytes, 0, n);
            }
        } catch (IOException e) {
            // the other side has hung up
        }
    }

    int port() {
        return server.getLocalPort();
    }

    boolean broken() {
        return broken;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
