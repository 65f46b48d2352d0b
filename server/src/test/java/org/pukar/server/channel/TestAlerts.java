package org.pukar.server.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.pukar.base.GeoPoint;
import org.pukar.evidence.Rank;
import org.pukar.server.settings.Channel;
import org.pukar.server.store.Alert;

/** Alerts and channels for tests; what is drawn by chance comes from a seed. */
final class TestAlerts {
    static final Instant AT = Instant.parse("2026-11-24T18:30:05Z");
    private static final List<String> PIECES =
            List.of(
                    "Clock Tower bus stop",
                    "घंटाघर",
                    "گھنٹہ گھر",
                    "<script>alert(1)</script>",
                    "]]>",
                    "&amp; & \"quoted\" 'too'",
                    "\u0000\u0007\u001b",
                    "\r\nBcc: all@example.org",
                    "\ud83d\udea8",
                    "\ud83d",
                    "\u202e\u2028\ufffe",
                    "{text}{to}",
                    "a,b c",
                    "x".repeat(300));

    private TestAlerts() {}

    static Alert alert(Alert.Kind kind, Rank rank, boolean confirmed, Alert.Status status) {
        return new Alert(
                UUID.nameUUIDFromBytes(new byte[] {1}),
                "c",
                UUID.nameUUIDFromBytes(new byte[] {2}),
                kind,
                rank,
                confirmed,
                status,
                AT,
                "Clock Tower bus stop",
                new GeoPoint(26.72, 80.86),
                "st",
                kind == Alert.Kind.SENT ? Optional.of("Pink Patrol 1") : Optional.empty(),
                List.of());
    }

    static Alert alert(Alert.Kind kind, Rank rank) {
        return alert(kind, rank, false, Alert.Status.ACTUAL);
    }

    /** Any alert that can be, hostile names of places with them. */
    static Alert random(Random random) {
        Instant at = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
        int earlier = random.nextInt(3);
        return new Alert(
                new UUID(random.nextLong(), random.nextLong()),
                "c",
                new UUID(random.nextLong(), random.nextLong()),
                one(random, Alert.Kind.values()),
                one(random, Rank.values()),
                random.nextBoolean(),
                one(random, Alert.Status.values()),
                at,
                name(random),
                new GeoPoint(random.nextDouble() * 180 - 90, random.nextDouble() * 360 - 180),
                "station-" + random.nextInt(100),
                random.nextBoolean() ? Optional.of(name(random)) : Optional.empty(),
                random.ints(earlier)
                        .mapToObj(
                                n ->
                                        new Alert.Earlier(
                                                new UUID(n, n), at.minusSeconds(n & 0xfffff)))
                        .toList());
    }

    static String name(Random random) {
        StringBuilder name = new StringBuilder("Place");
        for (int i = random.nextInt(4); i > 0; i--) {
            name.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return name.toString();
    }

    private static <T> T one(Random random, T[] all) {
        return all[random.nextInt(all.length)];
    }

    /** A channel that serves all, tells of all, with a time-out of a second. */
    static Channel channel(String id, Channel.Address address, boolean exercises) {
        return new Channel(
                id,
                address,
                List.of(),
                Rank.EXPRESSION,
                exercises,
                Optional.empty(),
                Duration.ofSeconds(1),
                20);
    }

    static Outgoing outgoing(Channel.Address address, Alert alert) {
        return new Outgoing(channel("c", address, true), alert);
    }
}
