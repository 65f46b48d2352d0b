package org.pukar.server.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Wraps all that one master key wraps with another, one by one. What is done already is left as it
 * is, so that it can be begun again after it was killed, any number of times. Nothing else may
 * write meanwhile.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public final class Rotation {
    /**
     * A column that holds what the master key wrapped.
     *
     * @param id the column that names the row
     * @param belongsTo what it is bound to, before the row's name
     */
    private record Column(String table, String column, String id, String belongsTo) {}

    /**
     * Every column that the master key wraps; the check is first, so that the old key is refused.
     */
    private static final List<Column> COLUMNS =
            List.of(
                    new Column("master_key_check", "sealed", "id", ""),
                    new Column("point_key", "sealed", "point_id", PointStore.belongsTo("")),
                    new Column("account", "totp", "name", FactorStore.belongsTo("")));

    /** Disks write for several threads at once almost as soon as for one. Our choice. */
    private static final int THREADS = 16;

    /** So many files are open at once, in each thread. */
    private static final int AT_ONCE = 64;

    private final JdbcClient jdbc;
    private final MasterKey from;
    private final MasterKey to;

    public Rotation(JdbcClient jdbc, MasterKey from, MasterKey to) {
        this.jdbc = jdbc;
        this.from = from;
        this.to = to;
    }

    /** How many things a rotation wrapped anew, and how many had been before. */
    public record Done(long wrapped, long before) {}

    /**
     * Does all of it.
     *
     * @param progress is told now and then, by several threads, how many things are done
     * @throws StoreException when something is wrapped by neither key: nothing was changed then
     */
    public Done run(LongConsumer progress) throws StoreException {
        KeyFolder folder = to.folder();
        List<UUID> ids = folder.list();
        refuseStrangers(folder, ids);
        AtomicLong wrapped = new AtomicLong();
        AtomicLong before = new AtomicLong();
        for (Column column : COLUMNS) {
            rewrap(column, wrapped, before);
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> shelves = new ArrayList<>();
            for (List<UUID> shelf : folder.shelves()) {
                shelves.add(
                        threads.submit(
                                () -> {
                                    rewrap(folder, shelf, wrapped, before);
                                    progress.accept(wrapped.get() + before.get());
                                }));
            }
            for (Future<?> shelf : shelves) {
                shelf.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted; run ./pukar key rotate again");
        } catch (ExecutionException e) {
            throw new StoreException(
                    "a key can't be wrapped anew, run ./pukar key rotate again: "
                            + Database.reason(e));
        } finally {
            threads.shutdownNow();
        }
        return new Done(wrapped.get(), before.get());
    }

    private void rewrap(KeyFolder folder, List<UUID> shelf, AtomicLong wrapped, AtomicLong before) {
        for (int from = 0; from < shelf.size(); from += AT_ONCE) {
            Map<UUID, byte[]> anew = new HashMap<>();
            for (UUID id : shelf.subList(from, Math.min(shelf.size(), from + AT_ONCE))) {
                byte[] old = folder.read(id).orElseThrow();
                if (to.wraps(old)) {
                    before.incrementAndGet();
                } else {
                    anew.put(id, again(old, KeyFolder.belongsTo(id)));
                }
            }
            folder.replace(anew);
            wrapped.addAndGet(anew.size());
        }
    }

    private void refuseStrangers(KeyFolder folder, List<UUID> ids) throws StoreException {
        if (jdbc.sql(
                                "select (select count(*) from evidence_key where wrapped is not"
                                        + " null) + (select count(*) from known_template where"
                                        + " wrapped is not null) + (select count(*) from point_key"
                                        + " where form is null) + (select count(*) from"
                                        + " master_key_check where form is null)")
                        .query(Long.class)
                        .single()
                > 0) {
            throw new StoreException(
                    "keys of an older version must be moved out of the database first: start Pukar"
                            + " once");
        }
        long strangers =
                ids.stream()
                        .filter(id -> folder.read(id).filter(this::strange).isPresent())
                        .count();
        for (Column column : COLUMNS) {
            strangers +=
                    jdbc
                            .sql(
                                    "select %1$s from %2$s where %1$s is not null"
                                            .formatted(column.column, column.table))
                            .query(byte[].class)
                            .list()
                            .stream()
                            .filter(this::strange)
                            .count();
        }
        if (strangers > 0) {
            throw new StoreException(
                    "all that is wrapped must be wrapped by the master key %s or %s, %d things are not;"
                                    .formatted(from.id(), to.id(), strangers)
                            + " bring back the master key that wrapped them and change that one"
                            + " first");
        }
    }

    private boolean strange(byte[] wrapped) {
        return !from.wraps(wrapped) && !to.wraps(wrapped);
    }

    private void rewrap(Column column, AtomicLong wrapped, AtomicLong before) {
        record Row(Object id, byte[] wrapped) {}
        List<Row> rows =
                jdbc.sql(
                                "select %1$s as id, %2$s as wrapped from %3$s where %2$s is not null"
                                        .formatted(column.id, column.column, column.table))
                        .query((row, n) -> new Row(row.getObject("id"), row.getBytes("wrapped")))
                        .list();
        for (Row row : rows) {
            if (to.wraps(row.wrapped)) {
                before.incrementAndGet();
                continue;
            }
            String bound =
                    column.table.equals("master_key_check")
                            ? MasterKey.CHECK
                            : column.belongsTo + row.id;
            jdbc.sql(
                            "update %s set %s = ? where %s = ?"
                                    .formatted(column.table, column.column, column.id))
                    .params(again(row.wrapped, bound), row.id)
                    .update();
            wrapped.incrementAndGet();
        }
    }

    private byte[] again(byte[] wrapped, String belongsTo) {
        try {
            return to.wrap(from.open(wrapped, belongsTo), belongsTo);
        } catch (Seal.BrokenSealException e) {
            throw new IllegalStateException(
                    "a wrapped key was changed, bring it back from a backup: " + belongsTo, e);
        }
    }
}
