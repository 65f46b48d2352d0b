package org.pukar.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What this process is connected to, as the kernel says (proc(5)). */
final class Sockets {
    private static final Path SELF = Path.of("/proc/self");

    private Sockets() {}

    /** The far ends of this process's TCP and UDP sockets that are not on this machine. */
    static Set<String> beyondThisMachine() throws IOException {
        Set<String> own = inodes();
        Set<String> far = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
            for (String line : Files.readAllLines(SELF.resolve("net/" + table))) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns.length > 9 && own.contains(columns[9]) && !isHere(columns[2])) {
                    far.add(table + " " + columns[2]);
                }
            }
        }
        return far;
    }

    private static Set<String> inodes() throws IOException {
        Set<String> own = new HashSet<>();
        int closed = 0; // while we looked
        try (Stream<Path> open = Files.list(SELF.resolve("fd"))) {
            for (Path descriptor : open.toList()) {
                try {
                    String to = Files.readSymbolicLink(descriptor).toString();
                    own.add(to.replaceFirst("^socket:\\[(\\d+)]$", "$1"));
                } catch (NoSuchFileException e) {
                    closed++;
                }
            }
        }
        if (own.isEmpty()) {
            throw new IOException(
                    "a process must have files open, " + closed + " closed while we looked");
        }
        return own;
    }

    /** An address in the kernel's hexadecimal: nobody yet, 127.x or ::1, or 127.x in version 6. */
    private static boolean isHere(String address) {
        String host = address.replaceFirst(":.*", "");
        return host.matches("0+")
                || host.matches("[0-9A-F]{6}7F")
                || host.equals("00000000000000000000000001000000")
                || host.matches("0{16}FFFF0000[0-9A-F]{6}7F");
    }
}
