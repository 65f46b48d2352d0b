package org.pukar.server.clock;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.pukar.server.settings.ClockSettings;

/** A real time server on a free port of this machine, whose clock can be set. */
public final class TimeServer implements AutoCloseable {
    private final DatagramSocket socket;
    private volatile Duration ahead = Duration.ZERO;
    private volatile Lie lie = Lie.NONE;

    /** What an answer gets wrong. */
    enum Lie {
        NONE,
        SILENT,
        ANOTHER_NONCE,
        NOT_SYNCHRONISED,
        KISS_OF_DEATH,
        A_CLIENT,
        CUT
    }

    public TimeServer() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::run, "time server");
        thread.setDaemon(true);
        thread.start();
    }

    public ClockSettings settings() {
        return new ClockSettings(
                java.util.Optional.of(new ClockSettings.Ntp("127.0.0.1", socket.getLocalPort())));
    }

    public void set(Duration to) {
        ahead = to;
    }

    void tell(Lie what) {
        lie = what;
    }

    private void run() {
        byte[] bytes = new byte[48];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
                socket.receive(packet);
                if (lie == Lie.SILENT) {
                    continue;
                }
                long now = stamp(Instant.now().plus(ahead));
                long nonce = ByteBuffer.wrap(bytes).getLong(40);
                int leap = lie == Lie.NOT_SYNCHRONISED ? 3 : 0;
                int mode = lie == Lie.A_CLIENT ? 3 : 4;
                ByteBuffer answer =
                        ByteBuffer.allocate(48)
                                .put(0, (byte) (leap << 6 | 4 << 3 | mode))
                                .put(1, (byte) (lie == Lie.KISS_OF_DEATH ? 0 : 2));
                answer.putLong(24, lie == Lie.ANOTHER_NONCE ? nonce + 1 : nonce);
                answer.putLong(32, now).putLong(40, now);
                int length = lie == Lie.CUT ? 47 : 48;
                socket.send(new DatagramPacket(answer.array(), length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    /** As RFC 4330 writes a moment. */
    static long stamp(Instant at) {
        long seconds = at.getEpochSecond() + 2_208_988_800L;
        return seconds << 32 | ((long) at.getNano() << 32) / 1_000_000_000L;
    }

    @Override
    public void close() {
        socket.close();
    }
}
