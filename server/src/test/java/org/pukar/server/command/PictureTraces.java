package org.pukar.server.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.pukar.camera.Frame;
import org.pukar.vision.capture.FileSource;

/**
 * What pictures of films would leave behind: pieces of 24 bytes of decoded frames (colors and
 * brightness), of the encoded streams, and the beginning of any JPEG. Looked for at every offset.
 */
final class PictureTraces {
    private static final int LENGTH = 24;

    /** Fewer different values than this are no picture: sky, walls, zeros. */
    private static final int LEAST_VALUES = 14;

    private static final int FRAMES = 60;
    private static final int PIECES_OF_A_FRAME = 400;
    private static final int STREAM_EVERY = 256;

    /** JFIF's beginning: start of image, APP0 of 16 bytes. */
    private static final byte[] JPEG = {
        (byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F'
    };

    private final Map<Long, byte[]> pieces = new HashMap<>();
    private final BitSet known = new BitSet(1 << 22);
    private final List<byte[]> samples = new ArrayList<>();
    private byte[] latest = new byte[0];

    static PictureTraces of(List<Path> films) throws Exception {
        PictureTraces traces = new PictureTraces();
        for (Path film : films) {
            byte[] stream = Files.readAllBytes(film);
            int first = traces.pieces.size();
            for (int at = 0; at + LENGTH <= stream.length; at += STREAM_EVERY) {
                traces.add(stream, at);
            }
            traces.samples.add(traces.last(first));
            first = traces.pieces.size();
            try (FileSource source = new FileSource(film.toString(), Duration.ofMillis(200))) {
                for (int n = 0; n < FRAMES; n++) {
                    Optional<Frame> frame = source.next();
                    if (frame.isEmpty()) {
                        break;
                    }
                    traces.add(frame.get());
                }
            }
            traces.samples.add(traces.last(first));
        }
        traces.samples.add(JPEG);
        return traces;
    }

    private byte[] last(int first) {
        if (pieces.size() <= first) {
            throw new IllegalStateException("a film must have pieces that can be told apart");
        }
        return latest;
    }

    private void add(Frame frame) {
        byte[] stored = frame.pixels().bytes();
        byte[] rgb = frame.pixels().rgb();
        byte[] grey = new byte[frame.width() * frame.height()];
        for (int y = 0; y < frame.height(); y++) {
            for (int x = 0; x < frame.width(); x++) {
                grey[y * frame.width() + x] = (byte) frame.luma(x, y);
            }
        }
        for (int i = 0; i < PIECES_OF_A_FRAME; i++) {
            add(stored, (int) ((long) i * (stored.length - LENGTH) / PIECES_OF_A_FRAME));
            add(rgb, (int) ((long) i * (rgb.length - LENGTH) / PIECES_OF_A_FRAME));
            add(grey, (int) ((long) i * (grey.length - LENGTH) / PIECES_OF_A_FRAME));
        }
    }

    private void add(byte[] from, int at) {
        byte[] piece = Arrays.copyOfRange(from, at, at + LENGTH);
        BitSet values = new BitSet(256);
        for (byte b : piece) {
            values.set(b & 0xff);
        }
        if (values.cardinality() >= LEAST_VALUES) {
            long key = ByteBuffer.wrap(piece).getLong();
            pieces.put(key, piece);
            known.set(slot(key));
            latest = piece;
        }
    }

    private static int slot(long key) {
        return (int) ((key * 0x9e3779b97f4a7c15L) >>> 42);
    }

    /** One of each kind: of each film's stream and frames, and a JPEG. */
    List<byte[]> samples() {
        return samples;
    }

    /** Every file below that holds a trace; PostgreSQL's own programs are not looked at. */
    List<String> findIn(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().contains("postgres-binaries") && hasTrace(file)) {
                    found.add(file.toString());
                }
            }
        }
        return found;
    }

    /** Files that this process holds open though nobody can see them. */
    List<String> findInDeletedFiles() throws IOException {
        List<String> found = new ArrayList<>();
        int looked = 0;
        int closed = 0; // while we looked
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : open.toList()) {
                try {
                    String to = Files.readSymbolicLink(descriptor).toString();
                    looked++;
                    if (to.endsWith(" (deleted)") && hasTrace(descriptor)) {
                        found.add(to);
                    }
                } catch (NoSuchFileException e) {
                    closed++;
                }
            }
        }
        if (looked == 0) {
            throw new IOException(
                    "a process must have files open, " + closed + " closed while we looked");
        }
        return found;
    }

    private boolean hasTrace(Path file) throws IOException {
        byte[] text;
        try {
            text = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return false; // the database removed it meanwhile
        }
        long key = 0;
        for (int i = 0; i < text.length; i++) {
            key = key << 8 | (text[i] & 0xff);
            int at = i - 7;
            if (at < 0) {
                continue;
            }
            if (starts(text, at, JPEG)) {
                return true;
            }
            if (known.get(slot(key))) {
                Optional<byte[]> piece = Optional.ofNullable(pieces.get(key));
                if (piece.isPresent() && starts(text, at, piece.get())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean starts(byte[] text, int at, byte[] part) {
        return text[at] == part[0]
                && at + part.length <= text.length
                && Arrays.equals(text, at, at + part.length, part, 0, part.length);
    }
}
