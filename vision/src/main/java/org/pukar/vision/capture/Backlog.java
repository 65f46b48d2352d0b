package org.pukar.vision.capture;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_clone;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * The packets from the last key frame on, not decoded: should somebody be in that key frame, the
 * decoder goes on from there at once. Native memory, given back by {@link #clear}.
 */
final class Backlog {
    /** Two and a half seconds of a 4K camera at 25 Mbit/s are 8 MB. */
    private static final int MOST_BYTES = 16_000_000;

    private final Deque<AVPacket> packets = new ArrayDeque<>();
    private int bytes;

    /** Begins anew with a key frame. */
    void begin(AVPacket key) {
        clear();
        add(key);
    }

    /** Keeps a packet; false when that is too much, and none is kept any more. */
    boolean add(AVPacket packet) {
        bytes += packet.size();
        if (bytes > MOST_BYTES) {
            clear();
            return false;
        }
        packets.addLast(av_packet_clone(packet));
        return true;
    }

    boolean isEmpty() {
        return packets.isEmpty();
    }

    /** The oldest; whoever takes it frees it. */
    AVPacket take() {
        return packets.removeFirst();
    }

    void clear() {
        packets.forEach(packet -> av_packet_free(packet));
        packets.clear();
        bytes = 0;
    }
}
