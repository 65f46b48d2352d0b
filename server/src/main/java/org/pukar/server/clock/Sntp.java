package org.pukar.server.clock;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.pukar.server.settings.ClockSettings;

/** Asks a time server by SNTP version 4 (RFC 4330). */
final class Sntp {
    private static final int PACKET_BYTES = 48;
    private static final int ORIGINATE = 24;
    private static final int RECEIVE = 32;
    private static final int TRANSMIT = 40;

    /** No leap second to tell of, version 4, a client: RFC 4330, 4. */
    private static final byte ASKS = 0b00_100_011;

    private static final int ANSWERS = 4;
    private static final int NOT_SET = 3;
    private static final int MOST_STRATUM = 15;

    /** From 1900, where NTP's seconds begin, to 1970. */
    private static final long EPOCH_SECONDS = 2_208_988_800L;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final SecureRandom random = new SecureRandom();

    private Sntp() {}

    /** One question. What is not an answer to it is not looked at. */
    static Reading ask(ClockSettings.Ntp server, InstantSource clock) throws ClockException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(new InetSocketAddress(server.host(), server.port()));
            // In place of our time stands a random number: only the server can send it back.
            long nonce = random.nextLong();
            ByteBuffer question = ByteBuffer.allocate(PACKET_BYTES).put(0, ASKS);
            question.putLong(TRANSMIT, nonce);
            Instant sent = clock.instant();
            long began = System.nanoTime();
            socket.send(new DatagramPacket(question.array(), PACKET_BYTES));
            ByteBuffer answer = ByteBuffer.allocate(PACKET_BYTES);
            DatagramPacket packet = new DatagramPacket(answer.array(), PACKET_BYTES);
            socket.receive(packet);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            check(answer, packet.getLength(), nonce);
            Instant there = instant(answer.getLong(RECEIVE));
            Instant back = instant(answer.getLong(TRANSMIT));
            Duration offset =
                    Duration.between(sent, there)
                            .plus(Duration.between(sent.plus(took), back))
                            .dividedBy(2);
            return new Reading(offset, took.minus(Duration.between(there, back)));
        } catch (IOException | IllegalArgumentException e) {
            throw new ClockException("no answer: " + e.getMessage());
        }
    }

    private static void check(ByteBuffer answer, int length, long nonce) throws ClockException {
        int mode = answer.get(0) & 0b111;
        int leap = (answer.get(0) & 0xff) >> 6;
        int stratum = answer.get(1) & 0xff;
        if (length < PACKET_BYTES || mode != ANSWERS || answer.getLong(ORIGINATE) != nonce) {
            throw new ClockException("what came is no answer to the question");
        }
        if (leap == NOT_SET
                || stratum == 0
                || stratum > MOST_STRATUM
                || answer.getLong(TRANSMIT) == 0) {
            throw new ClockException("the time server says that it does not know the time");
        }
    }

    /** Seconds and their fractions since 1900; those before 1968 are after 2036 (RFC 4330, 3). */
    static Instant instant(long stamp) {
        long seconds = stamp >>> 32;
        if (seconds < 1L << 31) {
            seconds += 1L << 32;
        }
        long nanos = ((stamp & 0xffff_ffffL) * 1_000_000_000L) >>> 32;
        return Instant.ofEpochSecond(seconds - EPOCH_SECONDS, nanos);
    }
}
