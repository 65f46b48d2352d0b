package org.pukar.server.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pukar.base.GeoPoint;
import org.pukar.routing.Unit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where units last said they were. Only the last position is kept: this follows nobody. */
public final class PositionStore {
    private final JdbcClient jdbc;

    public PositionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes a unit's position over its last one, unless that is newer. */
    public void save(String unitId, GeoPoint place, Instant at) {
        jdbc.sql(
                        """
                        insert into unit_position (unit_id, latitude, longitude, at) values (?, ?, ?, ?)
                        on conflict (unit_id) do update
                        set latitude = excluded.latitude, longitude = excluded.longitude, at = excluded.at
                        where unit_position.at < excluded.at
                        """)
                .params(unitId, place.latitude(), place.longitude(), Timestamp.from(at))
                .update();
    }

    /**
     * The units with the positions they reported; a unit that reported none keeps the one of the
     * settings.
     */
    public List<Unit> placed(List<Unit> units) {
        Map<String, Unit.Fix> fixes = new HashMap<>();
        jdbc.sql("select * from unit_position")
                .query(
                        row -> {
                            fixes.put(
                                    row.getString("unit_id"),
                                    new Unit.Fix(
                                            new GeoPoint(
                                                    row.getDouble("latitude"),
                                                    row.getDouble("longitude")),
                                            row.getTimestamp("at").toInstant()));
                        });
        return units.stream()
                .map(
                        unit ->
                                fixes.containsKey(unit.id())
                                        ? new Unit(
                                                unit.id(),
                                                unit.name(),
                                                unit.stationId(),
                                                unit.womenOfficers(),
                                                java.util.Optional.ofNullable(fixes.get(unit.id())))
                                        : unit)
                .toList();
    }
}
