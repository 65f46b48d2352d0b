package org.pukar.vision.capture;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An HTTP MJPEG camera, 25 pictures a second, that can behave in all the ways cameras do. */
final class MoodyCamera implements AutoCloseable {
    /** How it treats connections; a change reaches those that are open, too. */
    enum Mood {
        WELL,
        /** Takes the connection and says nothing. */
        MUTE,
        /** Sends ten pictures and then nothing more. */
        HANGS,
        /** Sends noise instead of an answer. */
        GARBAGE,
        /** Sends three pictures and closes. */
        CLOSES,
        /** Sends its pictures at five bytes a second. */
        DRIPS,
        /** Every other picture is larger. */
        CHANGES_SIZE,
        /** Sends ten pictures, then parts that are no pictures. */
        DAMAGED,
        /** As a server behind a login. */
        FORBIDS
    }

    private static final List<byte[]> PICTURES =
            List.of(Drawing.jpeg(160, 120), Drawing.jpeg(320, 240));

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Mood mood;
    private volatile int picturesASecond = 25;
    private volatile int connections;

    MoodyCamera(Mood mood) throws IOException {
        this(mood, 0);
    }

    MoodyCamera(Mood mood, int port) throws IOException {
        this.mood = mood;
        server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        run(this::accept);
    }

    MoodyCamera at(int aSecond) {
        picturesASecond = aSecond;
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    String address() {
        return "http://127.0.0.1:" + port() + "/video";
    }

    int connections() {
        return connections;
    }

    void become(Mood next) {
        mood = next;
    }

    /** A port on which nobody listens. */
    static int refusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void run(Runnable job) {
        Thread thread = new Thread(job, "moody-camera");
        thread.setDaemon(true);
        thread.start();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes it
    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections++;
                open.add(socket);
                run(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                OutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
            if (mood != Mood.MUTE) {
                answer(socket.getInputStream(), out);
            }
            for (int i = 0; !socket.isClosed(); i++) {
                if (mood == Mood.CLOSES && i == 3) {
                    return;
                } else if ((mood == Mood.HANGS && i >= 10) || mood == Mood.MUTE) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                } else {
                    part(out, i);
                }
            }
        } catch (IOException e) {
            // the reader went away
        } finally {
            open.remove(socket);
        }
    }

    private void answer(InputStream in, OutputStream out) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            request.append((char) next);
        }
        if (mood == Mood.GARBAGE) {
            byte[] noise = new byte[20_000];
            new Random(5).nextBytes(noise);
            out.write(noise);
            out.flush();
            throw new IOException("closed");
        }
        if (mood == Mood.FORBIDS) {
            text(out, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
            out.flush();
            throw new IOException("closed");
        }
        text(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n");
        text(out, "Content-Type: multipart/x-mixed-replace; boundary=next\r\n\r\n");
    }

    private void part(OutputStream out, int i) throws IOException {
        byte[] jpeg = PICTURES.get(mood == Mood.CHANGES_SIZE ? i % 2 : 0);
        if (mood == Mood.DAMAGED && i >= 10) {
            jpeg = "no picture at all".getBytes(StandardCharsets.US_ASCII);
        }
        text(out, "--next\r\nContent-Type: image/jpeg\r\n");
        text(out, "Content-Length: " + jpeg.length + "\r\n\r\n");
        if (mood == Mood.DRIPS) {
            for (byte b : jpeg) {
                out.write(b);
                out.flush();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        }
        out.write(jpeg);
        text(out, "\r\n");
        out.flush();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / picturesASecond);
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
