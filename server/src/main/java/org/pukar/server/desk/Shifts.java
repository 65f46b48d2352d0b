package org.pukar.server.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;
import org.pukar.server.store.ShiftStore;
import org.pukar.server.store.ShiftStore.Shift;

/**
 * Who is on shift. A page renews its person's lease while they are there; a lease that nobody
 * renews ends by itself, so that a missed sign-out claims no watch that there is not.
 */
public final class Shifts {
    /** A page renews four times in this. */
    public static final Duration LEASE = Duration.ofMinutes(2);

    /** Nobody touched the page for this long: it asks, and without an answer stops renewing. */
    public static final Duration IDLE = Duration.ofMinutes(30);

    private static final Duration FRESH = Duration.ofSeconds(3);

    private record Looked(Instant at, List<Shift> running) {}

    private volatile Looked looked = new Looked(Instant.EPOCH, List.of());
    private final ShiftStore store;
    private final InstantSource clock;

    public Shifts(ShiftStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * The person's page is open.
     *
     * @param idle how long nobody touched it
     * @return whether this page renews their shift; not after {@link #IDLE}: it ends a lease later
     */
    public boolean seen(Account who, Duration idle) {
        Instant now = clock.instant();
        if (idle.compareTo(IDLE) > 0) {
            return false; // not renewed by this page; another one of theirs may be in use
        }
        if (store.seen(who.name(), who.role(), who.post(), now)) {
            looked = new Looked(Instant.EPOCH, List.of());
        }
        return true;
    }

    /** The person signs out. */
    public void end(String person) {
        store.end(person, clock.instant(), "signed out");
        looked = new Looked(Instant.EPOCH, List.of());
    }

    /** Ends the leases that ran out; tells whose. */
    public List<String> endSilent() {
        return store.endSilent(clock.instant().minus(LEASE));
    }

    public List<Shift> running() {
        return store.running();
    }

    /** As it was a few seconds ago at most: for the public page, which anybody may ask for. */
    private List<Shift> lately() {
        Looked last = looked;
        Instant now = clock.instant();
        if (last.at().plus(FRESH).isAfter(now)) {
            return last.running();
        }
        looked = new Looked(now, store.running());
        return looked.running();
    }

    /** The latest that ended, newest first. */
    public List<Shift> ended(int most) {
        return store.ended(most);
    }

    /** How soon the shift's person took what rang. */
    public ShiftStore.Times times(Shift shift) {
        return store.times(shift);
    }

    /**
     * Whether somebody who may decide is there: at that station, in the control room, or a
     * supervisor.
     */
    public boolean watched(Optional<String> stationId) {
        return lately().stream()
                .anyMatch(
                        s ->
                                s.role() == Role.SUPERVISOR
                                        || (s.role() == Role.REVIEWER
                                                && (s.post().isEmpty()
                                                        || s.post().equals(stationId))));
    }
}
