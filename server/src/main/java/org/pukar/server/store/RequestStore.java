package org.pukar.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.pukar.base.GeoPoint;
import org.pukar.evidence.Rank;
import org.pukar.server.store.Request.Position;
import org.pukar.server.store.Request.Way;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People's own wishes. Every call takes part in the caller's transaction. */
public final class RequestStore {
    private static final String ERASE =
            "update request set words = '', call_back = '', latitude = null, longitude = null,"
                + " accuracy_meters = null, placed_at = null, code = '', duress_code = '' where ";

    private final JdbcClient jdbc;

    public RequestStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What only the person who asked knows, and what tells a repeat from another.
     *
     * @param secret SHA-256 of what opens their page
     * @param code withdraws
     * @param duressCode withdraws on the screen only
     * @param bodyHash SHA-256 of what was sent
     */
    public record Secrets(String secret, String code, String duressCode, String bodyHash) {
        public static Secrets none() {
            return new Secrets("", "", "", "");
        }
    }

    /** Writes a new one; its signal must be there. */
    public void save(Request request, Secrets secrets) {
        jdbc.sql(
                        """
                        insert into request (id, way, source_id, words, women, call_back, pressed_at, received_at,
                            secret, body_hash, code, duress_code)
                        values (:id, :way, :source, :words, :women, :back, :pressed, :received,
                            nullif(:secret, ''), nullif(:hash, ''), :code, :duress)
                        """)
                .param("id", request.id())
                .param("way", request.way().name())
                .param("source", request.sourceId())
                .param("words", request.words())
                .param("women", request.women())
                .param("back", request.callBack())
                .param("pressed", Timestamp.from(request.pressedAt()))
                .param("received", Timestamp.from(request.receivedAt()))
                .param("secret", secrets.secret())
                .param("hash", secrets.bodyHash())
                .param("code", secrets.code())
                .param("duress", secrets.duressCode())
                .update();
        request.position().ifPresent(p -> place(request.id(), p));
    }

    public Optional<Request> find(UUID id) {
        return jdbc.sql("select * from request where id = ?").param(id).query(ROW).optional();
    }

    /** The request whose page this opens. */
    public Optional<Request> findBySecret(String secret) {
        return jdbc.sql("select * from request where secret = ?")
                .param(secret)
                .query(ROW)
                .optional();
    }

    /** SHA-256 of what was sent when the request was made; empty where none was kept. */
    public Optional<String> bodyHash(UUID id) {
        return jdbc.sql("select body_hash from request where id = ? and body_hash is not null")
                .param(id)
                .query(String.class)
                .optional();
    }

    /** The incident that a request belongs to. */
    public Optional<UUID> incident(UUID id) {
        return jdbc.sql("select incident_id from signal where id = ?")
                .param(id)
                .query(UUID.class)
                .optional();
    }

    /** The wishes in an incident, oldest first. */
    public List<Request> ofIncident(UUID incidentId) {
        return jdbc.sql(
                        "select r.* from request r join signal s on s.id = r.id where s.incident_id"
                                + " = ? order by r.received_at, r.id")
                .param(incidentId)
                .query(ROW)
                .list();
    }

    /** Whether somebody in an incident, who still wants help, asked for women officers. */
    public boolean wantsWomen(UUID incidentId) {
        return ofIncident(incidentId).stream()
                .anyMatch(r -> r.women() && r.withdrawnAt().isEmpty());
    }

    /** The most wished-for signal of an incident that was not withdrawn. */
    public Optional<Rank> remaining(UUID incidentId) {
        return jdbc
                .sql(
                        """
                        select s.rank from signal s left join request r on r.id = s.id
                        where s.incident_id = ? and r.withdrawn_at is null
                        """)
                .param(incidentId)
                .query(String.class)
                .list()
                .stream()
                .map(Rank::valueOf)
                .min(Rank::compareTo);
    }

    /** The person says where they are; only the last position is kept. */
    public void place(UUID id, Position position) {
        jdbc.sql(
                        "update request set latitude = ?, longitude = ?, accuracy_meters = ?,"
                                + " placed_at = ? where id = ?")
                .params(
                        position.place().latitude(),
                        position.place().longitude(),
                        position.accuracyMeters(),
                        Timestamp.from(position.at()),
                        id)
                .update();
    }

    /** The person says more, in place of what they said before. */
    public void say(UUID id, String words) {
        Request.checkWords(words);
        jdbc.sql("update request set words = ? where id = ?").params(words, id).update();
    }

    /** What a code does. */
    public enum Code {
        WITHDRAWS,
        ON_THE_SCREEN_ONLY,
        WRONG,
        /** Too many wrong ones: none is taken any more. */
        LOCKED
    }

    /**
     * What a code does. A wrong one is counted.
     *
     * @param mostWrong after that many wrong ones none is taken
     */
    public Code check(UUID id, String code, int mostWrong) {
        record Kept(String code, String duressCode, int wrong) {}
        Kept kept =
                jdbc.sql(
                                "select code, duress_code, wrong_codes from request where id = ?"
                                        + " for update")
                        .param(id)
                        .query(
                                (row, n) ->
                                        new Kept(
                                                row.getString("code"),
                                                row.getString("duress_code"),
                                                row.getInt("wrong_codes")))
                        .single();
        if (kept.wrong >= mostWrong) {
            return Code.LOCKED;
        }
        if (!code.isEmpty() && code.equals(kept.code)) {
            return Code.WITHDRAWS;
        }
        if (!code.isEmpty() && code.equals(kept.duressCode)) {
            return Code.ON_THE_SCREEN_ONLY;
        }
        jdbc.sql("update request set wrong_codes = wrong_codes + 1 where id = ?")
                .param(id)
                .update();
        return Code.WRONG;
    }

    /** The two codes, to be shown once to the person who asked. */
    public List<String> codes(UUID id) {
        return jdbc.sql("select code, duress_code from request where id = ?")
                .param(id)
                .query((row, n) -> List.of(row.getString("code"), row.getString("duress_code")))
                .single();
    }

    public void withdraw(UUID id, Instant at) {
        jdbc.sql("update request set withdrawn_at = coalesce(withdrawn_at, ?) where id = ?")
                .params(Timestamp.from(at), id)
                .update();
    }

    public void duress(UUID id, Instant at) {
        jdbc.sql("update request set duress_at = coalesce(duress_at, ?) where id = ?")
                .params(Timestamp.from(at), id)
                .update();
    }

    /** Erases what people of an incident said, where they were, their numbers and codes. */
    public void erase(UUID incidentId) {
        int erased =
                jdbc.sql(ERASE + "id in (select id from signal where incident_id = ?)")
                        .param(incidentId)
                        .update();
        if (erased > 0) {
            jdbc.sql("insert into erasure (what, incident_id) values ('REQUESTS', ?)")
                    .param(incidentId)
                    .update();
        }
    }

    /** Erases what one of them said, and so on. */
    public void eraseOne(UUID id) {
        jdbc.sql(ERASE + "id = ?").param(id).update();
        jdbc.sql("insert into erasure (what, request_id) values ('REQUEST', ?)").param(id).update();
    }

    private static final RowMapper<Request> ROW =
            (row, n) ->
                    new Request(
                            row.getObject("id", UUID.class),
                            Way.valueOf(row.getString("way")),
                            row.getString("source_id"),
                            row.getString("words"),
                            row.getBoolean("women"),
                            row.getString("call_back"),
                            position(row),
                            row.getTimestamp("pressed_at").toInstant(),
                            row.getTimestamp("received_at").toInstant(),
                            instant(row, "withdrawn_at"),
                            instant(row, "duress_at"));

    private static Optional<Position> position(ResultSet row) throws SQLException {
        Optional<Instant> at = instant(row, "placed_at");
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Position(
                                new GeoPoint(row.getDouble("latitude"), row.getDouble("longitude")),
                                row.getDouble("accuracy_meters"),
                                at.get()));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
