package org.pukar.server.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole log as lines of JSON: first what it is, its keys and signed heads, then each entry in
 * the tree's order. docs/verify/verify_log.py reads it.
 */
final class LogFile {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Writer out;
    private long lines;

    LogFile(Writer out) {
        this.out = out;
    }

    long write(Connection connection, List<HeadStore.Since> keys) throws SQLException, IOException {
        line(
                Map.of(
                        "form",
                        "pukar-log-1",
                        "keys",
                        keys.stream()
                                .map(k -> Map.of("since", k.since(), "name", k.name().toString()))
                                .toList(),
                        "heads",
                        heads(connection)));
        try {
            LogReader.entries(connection, this::entry);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        out.flush();
        return lines;
    }

    private static List<String> heads(Connection connection) throws SQLException {
        List<String> heads = new ArrayList<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("select signed from audit_head order by at");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                heads.add(row.getString("signed"));
            }
        }
        return heads;
    }

    private void entry(long index, byte[] hash, Entry entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("index", index);
        line.put("leaf", HexFormat.of().formatHex(hash));
        line.put("salt", entry.salt());
        line.put("at", entry.time());
        line.put("person", entry.person());
        line.put("act", entry.act());
        line.put("incident", entry.incident().map(UUID::toString).orElse("-"));
        line.put("detail", entry.detail());
        try {
            line(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void line(Map<String, ?> values) throws IOException {
        out.write(JSON.writeValueAsString(values));
        out.write('\n');
        lines++;
    }
}
