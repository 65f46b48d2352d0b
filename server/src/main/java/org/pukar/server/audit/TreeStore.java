package org.pukar.server.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.pukar.server.store.Database;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log's tree as the database keeps it. It only grows. Thread-safe, also between servers. */
final class TreeStore {
    /**
     * Hashes are kept for every so many levels; a level between is folded from 2 to 128 of them.
     */
    static final int KEPT_LEVELS = 8;

    /** Any number that no other lock of the database has. */
    private static final long LOCK = 0x70756b61725f6c6fL;

    private static final int BATCH = 2_000;

    private final Database database;
    private final JdbcClient jdbc;
    private final MerkleTree tree = new MerkleTree(this::hash);

    TreeStore(Database database) {
        this.database = database;
        this.jdbc = database.jdbc();
    }

    MerkleTree tree() {
        return tree;
    }

    long size() {
        return jdbc.sql("select coalesce(max(index) + 1, 0) from audit_leaf")
                .query(Long.class)
                .single();
    }

    Optional<Long> find(byte[] leaf) {
        return jdbc.sql("select index from audit_leaf where hash = ?")
                .param(leaf)
                .query(Long.class)
                .optional();
    }

    /** Gives every waiting entry its place; returns how many there were. */
    int append() {
        int all = 0;
        int batch;
        do {
            batch = database.transactions().execute(t -> appendBatch());
            all += batch;
        } while (batch == BATCH);
        return all;
    }

    private int appendBatch() {
        jdbc.sql("select 1 from pg_advisory_xact_lock(?)").param(LOCK).query((r, n) -> 1).single();
        List<Entry> entries =
                jdbc.sql(
                                "with waiting as (delete from audit_pending where entry_id in"
                                    + " (select entry_id from audit_pending order by entry_id limit"
                                    + " ?) returning entry_id) select a.* from audit a join waiting"
                                    + " w on w.entry_id = a.id order by a.id")
                        .param(BATCH)
                        .query(TreeStore::entry)
                        .list();
        if (entries.isEmpty()) {
            return 0;
        }
        long first = size();
        Long[] ids = entries.stream().map(Entry::id).toArray(Long[]::new);
        byte[][] leaves = entries.stream().map(Entry::leaf).toArray(byte[][]::new);
        jdbc.sql(
                        "insert into audit_leaf (index, entry_id, hash) select ? + n - 1, id, hash"
                                + " from unnest(?::bigint[], ?::bytea[]) with ordinality as t (id,"
                                + " hash, n)")
                .params(first, ids, leaves)
                .update();
        long end = first + entries.size();
        for (int level = KEPT_LEVELS; 1L << level <= end; level += KEPT_LEVELS) {
            for (long index = first >> level; (index + 1) << level <= end; index++) {
                jdbc.sql("insert into audit_node (level, index, hash) values (?, ?, ?)")
                        .params(level, index, folded(level - KEPT_LEVELS, index, KEPT_LEVELS))
                        .update();
            }
        }
        return entries.size();
    }

    static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getString("person"),
                row.getString("act"),
                Optional.ofNullable(row.getObject("incident_id", UUID.class)),
                row.getString("detail"),
                HexFormat.of().formatHex(row.getBytes("salt")));
    }

    private byte[] hash(int level, long index) {
        int above = level % KEPT_LEVELS;
        return folded(level - above, index, above);
    }

    /** The hash of 2^above subtrees of a kept level. */
    private byte[] folded(int kept, long index, int above) {
        int count = 1 << above;
        long first = index << above;
        List<byte[]> row =
                kept == 0
                        ? jdbc.sql(
                                        "select hash from audit_leaf where index >= ? and index < ?"
                                                + " order by index")
                                .params(first, first + count)
                                .query(byte[].class)
                                .list()
                        : jdbc.sql(
                                        "select hash from audit_node where level = ? and index >= ?"
                                                + " and index < ? order by index")
                                .params(kept, first, first + count)
                                .query(byte[].class)
                                .list();
        if (row.size() != count) {
            throw new IllegalStateException(
                    "the log's tree lacks hashes of level %d from %d on: run ./pukar audit verify"
                            .formatted(kept, first));
        }
        while (row.size() > 1) {
            List<byte[]> next = new ArrayList<>();
            for (int i = 0; i < row.size(); i += 2) {
                next.add(MerkleTree.node(row.get(i), row.get(i + 1)));
            }
            row = next;
        }
        return row.get(0);
    }
}
