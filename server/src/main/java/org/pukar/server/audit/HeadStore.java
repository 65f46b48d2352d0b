package org.pukar.server.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signed heads as they were published, and whose signature holds. Only added to. */
public final class HeadStore {
    private final JdbcClient jdbc;

    public HeadStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SignedHead head) {
        jdbc.sql(
                        "insert into audit_head (at, size, signed) values (?, ?, ?) on conflict do"
                                + " nothing")
                .params(Timestamp.from(head.head().at()), head.head().size(), head.text())
                .update();
    }

    /** The latest; empty before the first minute of the first run. */
    public Optional<SignedHead> latest() {
        return jdbc.sql("select signed from audit_head order by at desc limit 1")
                .query(String.class)
                .optional()
                .map(HeadStore::read);
    }

    /** The first that was signed over at least so many entries. */
    public Optional<SignedHead> firstFrom(long size) {
        return jdbc.sql("select signed from audit_head where size >= ? order by size, at limit 1")
                .param(size)
                .query(String.class)
                .optional()
                .map(HeadStore::read);
    }

    /** Those signed after a moment, oldest first. */
    public List<SignedHead> after(Instant moment, int most) {
        return jdbc
                .sql("select signed from audit_head where at > ? order by at, size limit ?")
                .params(Timestamp.from(moment), most)
                .query(String.class)
                .list()
                .stream()
                .map(HeadStore::read)
                .toList();
    }

    static SignedHead read(String text) {
        return SignedHead.parse(text)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "a signed head was changed in the database: run ./pukar"
                                                + " audit verify"));
    }

    /**
     * A key and from which size on it signs.
     *
     * @param since the log's size when it became the log's key
     */
    public record Since(long since, LogName name) {}

    /** All keys the log ever had, oldest first. */
    public List<Since> keys() {
        return jdbc.sql("select since, name from audit_key order by since")
                .query(
                        (row, n) ->
                                new Since(
                                        row.getLong("since"), LogName.parse(row.getString("name"))))
                .list();
    }

    void addKey(long since, LogName name) {
        jdbc.sql("insert into audit_key (since, name) values (?, ?) on conflict do nothing")
                .params(since, name.toString())
                .update();
    }
}
