package org.pukar.server.command;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;

/** An MJPEG camera, 25 pictures a second, that knows who is connected and when they left. */
final class HttpCamera implements AutoCloseable {
    private final ServerSocket server;
    private final byte[][] pictures = new byte[8][];
    private volatile int connections;
    private volatile int open;

    HttpCamera() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Random random = new Random(1);
        for (int i = 0; i < pictures.length; i++) {
            BufferedImage picture = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
            for (int n = 0; n < 2000; n++) {
                picture.setRGB(random.nextInt(320), random.nextInt(240), random.nextInt());
            }
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(picture, "jpg", jpeg);
            pictures[i] = jpeg.toByteArray();
        }
        run(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/video";
    }

    int connections() {
        return connections;
    }

    int open() {
        return open;
    }

    private static void run(Runnable work) {
        Thread thread = new Thread(work, "http-camera");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                count(1);
                run(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private synchronized void count(int more) {
        open += more;
        connections += Math.max(0, more);
    }

    private void serve(Socket socket) {
        try (socket;
                OutputStream out = socket.getOutputStream()) {
            write(
                    out,
                    "HTTP/1.0 200 OK\r\n"
                            + "Content-Type: multipart/x-mixed-replace;boundary=--b\r\n\r\n");
            for (int i = 0; ; i++) {
                byte[] jpeg = pictures[i % pictures.length];
                write(
                        out,
                        "--b\r\nContent-type: image/jpeg\r\nContent-length: "
                                + jpeg.length
                                + "\r\n\r\n");
                out.write(jpeg);
                write(out, "\r\n");
                out.flush();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(40));
            }
        } catch (IOException e) {
            // They left.
        } finally {
            count(-1);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
