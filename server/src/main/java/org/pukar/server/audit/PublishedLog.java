package org.pukar.server.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.pukar.server.store.Database;
import org.pukar.server.store.StoreException;

/**
 * The log as others can check it: its tree, its signed heads, and proofs between them. Thread-safe.
 */
public final class PublishedLog {
    private static final Duration KEPT_AT_LEAST_EVERY = Duration.ofHours(1);

    private final TreeStore store;
    private final HeadStore heads;
    private final LogKey key;
    private final InstantSource clock;
    private Optional<SignedHead> latest = Optional.empty();

    private PublishedLog(TreeStore store, HeadStore heads, LogKey key, InstantSource clock) {
        this.store = store;
        this.heads = heads;
        this.key = key;
        this.clock = clock;
    }

    /**
     * Opens the log.
     *
     * @throws StoreException when its heads were signed with another key than this
     */
    public static PublishedLog open(Database database, LogKey key, InstantSource clock)
            throws StoreException {
        HeadStore heads = new HeadStore(database.jdbc());
        if (heads.keys().isEmpty()) {
            heads.addKey(0, key.name());
        }
        List<HeadStore.Since> keys = heads.keys();
        LogName last = keys.get(keys.size() - 1).name();
        if (!last.equals(key.name())) {
            throw new StoreException(
                    "the log's heads must be signed by the key of the heads before, this audit.key"
                            + " is another; bring the old one back, or say that there is a new one:"
                            + " ./pukar audit new-key");
        }
        return new PublishedLog(new TreeStore(database), heads, key, clock);
    }

    /** Makes this key the log's own from here on. Everybody can see that it was changed. */
    public static void changeKey(Database database, LogKey key) {
        HeadStore heads = new HeadStore(database.jdbc());
        new AuditLog(database.jdbc())
                .add(
                        "operator",
                        AuditLog.Act.CHANGED_LOG_KEY,
                        Optional.empty(),
                        key.name().toString());
        TreeStore store = new TreeStore(database);
        store.append();
        heads.addKey(store.size(), key.name());
    }

    public LogName name() {
        return key.name();
    }

    public HeadStore heads() {
        return heads;
    }

    /** Gives waiting entries their place in the tree; returns how many there were. */
    public int append() {
        return store.append();
    }

    /**
     * Signs what the log looks like now. It is kept where the log has grown since the last one that
     * was, or an hour has passed.
     */
    public synchronized SignedHead sign() {
        append();
        long size = store.size();
        Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        SignedHead signed =
                key.sign(new Head(key.name().origin(), size, store.tree().root(size), at));
        latest = Optional.of(signed);
        Optional<Head> kept = heads.latest().map(SignedHead::head);
        if (kept.isEmpty()
                || kept.get().size() != size
                || !at.isBefore(kept.get().at().plus(KEPT_AT_LEAST_EVERY))) {
            heads.add(signed);
        }
        return signed;
    }

    /** The head of this minute; empty before the first. */
    public synchronized Optional<SignedHead> latest() {
        return latest;
    }

    /** The proof that the log of a size begins with that of a smaller one, at least 1. */
    public List<byte[]> consistency(long from, long to) {
        checkSize(to);
        return store.tree().consistency(from, to);
    }

    /** The proof that a leaf is in the log of a size. */
    public List<byte[]> inclusion(long index, long size) {
        checkSize(size);
        return store.tree().inclusion(index, size);
    }

    private void checkSize(long size) {
        long now = store.size();
        if (size > now) {
            throw new IllegalArgumentException(
                    "a size must be at most that of the log, %d, got %d".formatted(now, size));
        }
    }

    /** Where the leaf of that hash is; empty when it is not in the log. */
    public Optional<Long> find(byte[] leaf) {
        return store.find(leaf);
    }

    /** Whether a proof holds for a head: what anybody can do without this log. */
    public static boolean holds(byte[] leaf, long index, Head head, List<byte[]> proof) {
        return MerkleTree.includes(leaf, index, head.size(), proof, head.rootBytes());
    }
}
