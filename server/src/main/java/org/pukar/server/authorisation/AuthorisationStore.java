package org.pukar.server.authorisation;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pukar.server.authorisation.Authorisations.Did;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records, withdrawals and stops of all cameras. The database refuses to change or delete one. */
final class AuthorisationStore {
    private final JdbcClient jdbc;

    AuthorisationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A record as it was added; whether it counts, its signature says. */
    record Added(String cameraId, String text, Instant at, String by) {}

    /** Somebody withdrew what was signed before, or stopped a camera, or started it again. */
    record Said(String cameraId, Instant at, String person, Did did, String why) {}

    /** Everything that was ever added makes this number grow. */
    long size() {
        return jdbc.sql(
                        "select (select count(*) from authorisation) + (select count(*) from"
                                + " authorisation_withdrawal) + (select count(*) from camera_stop)")
                .query(Long.class)
                .single();
    }

    /** Adds a record; false when it is there already. */
    boolean add(Added record) {
        return jdbc.sql(
                                "insert into authorisation (camera_id, text, added_at, added_by)"
                                        + " values (?, ?, ?, ?) on conflict do nothing")
                        .params(
                                record.cameraId(),
                                record.text(),
                                Timestamp.from(record.at()),
                                record.by())
                        .update()
                == 1;
    }

    void say(Said said) {
        Timestamp at = Timestamp.from(said.at());
        if (said.did() == Did.WITHDRAWN) {
            jdbc.sql(
                            "insert into authorisation_withdrawal (camera_id, at, person, why)"
                                    + " values (?, ?, ?, ?)")
                    .params(said.cameraId(), at, said.person(), said.why())
                    .update();
            return;
        }
        jdbc.sql(
                        "insert into camera_stop (camera_id, at, person, stopped, why) values (?,"
                                + " ?, ?, ?, ?)")
                .params(said.cameraId(), at, said.person(), said.did() == Did.STOPPED, said.why())
                .update();
    }

    /** The record of each camera that was added last. */
    List<Added> latest() {
        return jdbc.sql(
                        "select distinct on (camera_id) * from authorisation order by camera_id, id"
                                + " desc")
                .query(AuthorisationStore::added)
                .list();
    }

    /** All records of a camera, newest first. */
    List<Added> of(String cameraId) {
        return jdbc.sql("select * from authorisation where camera_id = ? order by id desc")
                .param(cameraId)
                .query(AuthorisationStore::added)
                .list();
    }

    private static Added added(java.sql.ResultSet row, int number) throws java.sql.SQLException {
        return new Added(
                row.getString("camera_id"),
                row.getString("text"),
                row.getTimestamp("added_at").toInstant(),
                row.getString("added_by"));
    }

    /** The last withdrawal, and the last stop or start, of each camera. */
    List<Said> lastSaid() {
        return jdbc.sql(
                        """
                        (select distinct on (camera_id) camera_id, at, person, 'WITHDRAWN' as did, why
                            from authorisation_withdrawal order by camera_id, id desc)
                        union all
                        (select distinct on (camera_id) camera_id, at, person,
                            case when stopped then 'STOPPED' else 'STARTED' end, why
                            from camera_stop order by camera_id, id desc)
                        """)
                .query(AuthorisationStore::said)
                .list();
    }

    /** All withdrawals, stops and starts of a camera, newest first. */
    List<Said> saidOf(String cameraId) {
        return jdbc.sql(
                        """
                        select camera_id, at, person, 'WITHDRAWN' as did, why
                            from authorisation_withdrawal where camera_id = :camera
                        union all
                        select camera_id, at, person,
                            case when stopped then 'STOPPED' else 'STARTED' end, why
                            from camera_stop where camera_id = :camera
                        order by at desc
                        """)
                .param("camera", cameraId)
                .query(AuthorisationStore::said)
                .list();
    }

    private static Said said(java.sql.ResultSet row, int number) throws java.sql.SQLException {
        return new Said(
                row.getString("camera_id"),
                row.getTimestamp("at").toInstant(),
                row.getString("person"),
                Did.valueOf(row.getString("did")),
                row.getString("why"));
    }

    /** Notes what mode the city runs in from now on, and with which assessment. */
    void mode(boolean live, Optional<String> assessment, Instant at) {
        jdbc.sql(
                        """
                        insert into city_mode (live, assessment, at)
                        select :live, cast(:assessment as text), :at
                        where (select (live, assessment) from city_mode order by id desc limit 1)
                            is distinct from (:live, cast(:assessment as text))
                        """)
                .param("live", live)
                .param("assessment", assessment.orElse(null))
                .param("at", Timestamp.from(at))
                .update();
    }
}
