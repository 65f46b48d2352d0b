package org.pukar.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What a dump holds: a text file of lines, the last of which is the SHA-256 of those before.
 *
 * @param schema the version of the tables
 * @param madeAt when the database was as it says
 * @param masterKey the name of the master key that wraps the keys
 * @param lastErasure the number of the last erasure that it knows of
 * @param tables in an order in which they can be filled
 */
record Manifest(
        int schema, Instant madeAt, String masterKey, long lastErasure, List<Table> tables) {
    static final String FILE = "manifest.txt";
    private static final String FIRST = "pukar backup 1";

    Manifest {
        tables = List.copyOf(tables);
    }

    /** One table: its file is NAME.copy.gz, as PostgreSQL's COPY writes text, compressed. */
    record Table(String name, long rows, String sha256, List<String> columns) {
        Table {
            columns = List.copyOf(columns);
        }

        String file() {
            return name + ".copy.gz";
        }
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(FIRST).append('\n');
        text.append("schema ").append(schema).append('\n');
        text.append("made ").append(madeAt).append('\n');
        text.append("master-key ").append(masterKey).append('\n');
        text.append("last-erasure ").append(lastErasure).append('\n');
        for (Table table : tables) {
            text.append(
                    "table %s %d %s %s\n"
                            .formatted(
                                    table.name,
                                    table.rows,
                                    table.sha256,
                                    String.join(",", table.columns)));
        }
        String lines = text.toString();
        return lines + "sha256 " + hash(lines.getBytes(StandardCharsets.UTF_8)) + "\n";
    }

    static Manifest read(Path dump) throws BackupException {
        Path file = dump.resolve(FILE);
        try {
            String text = Files.readString(file);
            int end = text.lastIndexOf("sha256 ");
            String lines = text.substring(0, Math.max(0, end));
            if (end < 0
                    || !text.substring(end)
                            .strip()
                            .equals("sha256 " + hash(lines.getBytes(StandardCharsets.UTF_8)))) {
                throw damaged(file);
            }
            return parse(lines.lines().toList(), file);
        } catch (IOException e) {
            throw new BackupException("a dump must have a readable manifest: " + file);
        }
    }

    private static Manifest parse(List<String> lines, Path file) throws BackupException {
        if (!lines.get(0).equals(FIRST)) {
            throw new BackupException(
                    "a backup must be of form 1, this begins with \"%s\": %s"
                            .formatted(lines.get(0), file));
        }
        List<Table> tables = new ArrayList<>();
        for (String line : lines.subList(5, lines.size())) {
            String[] parts = line.split(" ", 5);
            tables.add(
                    new Table(
                            parts[1],
                            Long.parseLong(parts[2]),
                            parts[3],
                            List.of(parts[4].split(","))));
        }
        return new Manifest(
                Integer.parseInt(value(lines.get(1))),
                Instant.parse(value(lines.get(2))),
                value(lines.get(3)),
                Long.parseLong(value(lines.get(4))),
                tables);
    }

    private static String value(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }

    static BackupException damaged(Path file) {
        return new BackupException(
                "a backup must be as Pukar wrote it, this file was changed or cut; take another"
                        + " dump: "
                        + file);
    }

    private static String hash(byte[] text) {
        return HexFormat.of().formatHex(sha256().digest(text));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** SHA-256 of a file, in lower-case hexadecimal. */
    static String hash(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
