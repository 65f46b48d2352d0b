package org.pukar.server.store;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What was erased: written in the erasing transaction, done to the files after it. A row with a key
 * waits until that is destroyed, so that neither a crash nor a full disk in between loses any.
 * Thread-safe.
 */
public final class Erasures {
    private static final Logger log = LoggerFactory.getLogger(Erasures.class);

    /** A transaction takes seconds; a key that none has claimed by then is nobody's. Our choice. */
    private static final Duration UNCLAIMED = Duration.ofMinutes(10);

    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final KeyFolder folder;

    Erasures(JdbcClient jdbc, KeyFolder folder) {
        this.jdbc = jdbc;
        this.folder = folder;
    }

    /** Notes that the pictures of an incident were erased; their key goes after the transaction. */
    void pictures(UUID incidentId, UUID keyId) {
        jdbc.sql("insert into erasure (what, incident_id, key_id) values ('PICTURES', ?, ?)")
                .params(incidentId, keyId)
                .update();
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void afterCompletion(int status) {
                            if (status == STATUS_COMMITTED) {
                                destroyNow(keyId);
                            }
                        }
                    });
        } else {
            destroyNow(keyId);
        }
    }

    /** The key alone, while its row still waits: {@link #tick} finds it gone and notes that. */
    private void destroyNow(UUID keyId) {
        try {
            folder.destroy(keyId);
        } catch (RuntimeException e) {
            log.error("a key is not destroyed yet, next try in a second: {}", e.getMessage());
        }
    }

    /** A key that was written for a transaction which then did not happen goes at once. */
    void destroyIfRolledBack(UUID keyId) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void afterCompletion(int status) {
                            if (status == STATUS_ROLLED_BACK) {
                                destroyNow(keyId);
                            }
                        }
                    });
        }
    }

    private record Waiting(long number, UUID keyId) {}

    /**
     * Destroys the keys of what was erased, here and in the backup folder.
     *
     * @return how many were waiting
     */
    public int tick() {
        int done = 0;
        for (List<Waiting> batch = waiting(); !batch.isEmpty(); batch = waiting()) {
            for (Waiting erased : batch) {
                folder.destroy(erased.keyId);
                jdbc.sql("update erasure set destroyed_at = now() where number = ?")
                        .param(erased.number)
                        .update();
                done++;
            }
        }
        return done;
    }

    private List<Waiting> waiting() {
        return jdbc.sql(
                        "select number, key_id from erasure where key_id is not null and"
                                + " destroyed_at is null order by number limit ?")
                .param(BATCH)
                .query((row, n) -> new Waiting(row.getLong("number"), row.getObject(2, UUID.class)))
                .list();
    }

    /** Brings the backup folder up to date; false when it is out of reach. */
    public boolean mirror() {
        return BackupFolder.find(jdbc).map(f -> f.catchUp(jdbc)).orElse(true);
    }

    /**
     * Destroys keys that no row of the database claims: a crash left them.
     *
     * @return how many there were
     */
    public int sweep(Instant now) {
        folder.removeDrafts(UNCLAIMED, now);
        List<UUID> old = folder.list(now.minus(UNCLAIMED));
        if (old.isEmpty()) {
            return 0;
        }
        Set<UUID> unclaimed = new HashSet<>(old);
        // The list of files is older than these rows, so that no key which a row claims is missed.
        for (String claims :
                List.of(
                        "select key_id from evidence_key where key_id is not null",
                        "select key_id from known_template where key_id is not null")) {
            jdbc.sql(claims).query(UUID.class).list().forEach(unclaimed::remove);
        }
        unclaimed.forEach(folder::destroy);
        if (!unclaimed.isEmpty()) {
            log.info("destroyed {} keys that nothing was sealed with", unclaimed.size());
        }
        return unclaimed.size();
    }
}
