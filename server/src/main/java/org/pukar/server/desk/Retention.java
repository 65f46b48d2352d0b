package org.pukar.server.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.pukar.server.settings.City;
import org.pukar.server.settings.RetentionSettings;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.IncidentStore.Where;
import org.pukar.server.store.RetentionStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Erases what has been kept for long enough: pictures of confirmed incidents, and what people
 * wrote. Each incident is a transaction of its own; whatever is longest overdue goes first. A hold
 * postpones it. Any number of desks may do this at once.
 */
public final class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final int BATCH = 100;

    private final City city;
    private final Database database;
    private final EvidenceStore evidence;
    private final RetentionStore store;
    private final IncidentStore incidents;
    private final InstantSource clock;

    public Retention(City city, Database database, EvidenceStore evidence, InstantSource clock) {
        this.city = city;
        this.database = database;
        this.evidence = evidence;
        this.store = new RetentionStore(database.jdbc());
        this.incidents = new IncidentStore(database.jdbc());
        this.clock = clock;
    }

    /** Erases all that is due; returns how many incidents that were. */
    public int tick() {
        Instant now = clock.instant();
        RetentionSettings kept = city.keeping().retention();
        int pictures =
                eraseAll(
                        () -> store.picturesDue(now, kept.pictures(), BATCH), now, evidence::erase);
        int words =
                eraseAll(
                        () -> store.wordsDue(now, kept.words(), BATCH),
                        now,
                        id -> eraseWords(id, now));
        if (pictures + words > 0) {
            log.info(
                    "kept for long enough, erased: pictures of {} incidents, words of {}",
                    pictures,
                    words);
        }
        return pictures + words;
    }

    private interface Erasure {
        void erase(UUID incident);
    }

    private int eraseAll(Supplier<List<UUID>> due, Instant now, Erasure erasure) {
        int erased = 0;
        for (List<UUID> batch = due.get(); !batch.isEmpty(); batch = due.get()) {
            int before = erased;
            for (UUID id : batch) {
                erased += tried(id, now, erasure) ? 1 : 0;
            }
            if (erased == before) {
                return erased; // others have these in hand, or they can't be erased
            }
        }
        return erased;
    }

    /** One that can't be erased does not hold up the others. */
    private boolean tried(UUID id, Instant now, Erasure erasure) {
        try {
            return Boolean.TRUE.equals(
                    database.transactions().execute(t -> erase(id, now, erasure)));
        } catch (DataAccessException | TransactionException e) {
            throw e; // the database is away: that holds for all of them
        } catch (RuntimeException e) {
            log.error("incident {} was kept for long enough and can't be erased", id, e);
            return false;
        }
    }

    private boolean erase(UUID id, Instant now, Erasure erasure) {
        if (!store.lock(id, now)) {
            return false;
        }
        erasure.erase(id);
        Steps.tell(database, id);
        return true;
    }

    private void eraseWords(UUID id, Instant now) {
        incidents
                .find(id)
                .ifPresent(
                        kept -> {
                            Where where =
                                    city.findSite(kept.incident().siteId())
                                            .map(site -> new Where(site.name(), site.place()))
                                            .orElseGet(() -> Steps.about(kept.where()));
                            store.eraseWords(id, where.name(), where.place(), now);
                        });
    }
}
