package org.pukar.server.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Looks for bytes in every file of a folder: as they are, in hexadecimal, in base64. */
public final class Bytes {
    private Bytes() {}

    /** The files that hold them, with the form that was found. */
    public static List<String> find(Path folder, byte[] secret) throws IOException {
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(secret);
        // The last letters of base64 depend on what follows.
        List<byte[]> forms =
                List.of(
                        secret,
                        ascii(HexFormat.of().formatHex(secret)),
                        ascii(HexFormat.of().withUpperCase().formatHex(secret)),
                        ascii(base64.substring(0, base64.length() - 2)),
                        ascii(
                                base64.substring(0, base64.length() - 2)
                                        .replace('+', '-')
                                        .replace('/', '_')));
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] text = read(file);
                for (byte[] form : forms) {
                    if (contains(text, form)) {
                        found.add(folder.relativize(file).toString());
                    }
                }
            }
        }
        return found.stream().distinct().toList();
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0]; // the database removed it meanwhile
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean contains(byte[] text, byte[] part) {
        byte first = part[0];
        for (int i = 0; i <= text.length - part.length; i++) {
            if (text[i] == first
                    && java.util.Arrays.equals(text, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
