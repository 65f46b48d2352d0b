package org.pukar.server.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * As whom Pukar works with its database: a user who may add to the log, and neither change it nor
 * take from it, nor alter a table. The owner makes the tables and does nothing else.
 */
record Login(String ownersPassword, String password) {
    /** The user of the embedded server. */
    static final String NAME = "pukar";

    /** What only grows: nothing in it is ever changed or deleted. */
    private static final List<String> LOG =
            List.of("audit", "audit_leaf", "audit_node", "audit_head", "audit_key", "audit_begin");

    /** What Pukar adds to, and neither changes nor deletes. */
    private static final List<String> ADDED_TO =
            List.of("authorisation", "authorisation_withdrawal", "camera_stop", "city_mode");

    static Login ofFolder(Path data, String ownersPassword) throws StoreException {
        return new Login(
                ownersPassword, SecretFile.readOrMake(data.resolve("database.user.password"), 24));
    }

    DataSource owner(String url) {
        return new DriverManagerDataSource(url, "postgres", ownersPassword);
    }

    /** The user of an address. */
    static DataSource of(String url) {
        return new DriverManagerDataSource(url);
    }

    static String user(DataSource source) throws StoreException {
        try (Connection connection = source.getConnection()) {
            return connection.getMetaData().getUserName();
        } catch (SQLException e) {
            throw new StoreException(
                    "the database's user must be able to sign in: " + e.getMessage());
        }
    }

    /** Lets the user work with all tables; of the log's it may only read and add to them. */
    static void grant(DataSource owner, String user, Optional<String> password)
            throws StoreException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            String name = statement.enquoteIdentifier(user, true);
            if (password.isPresent()) {
                String secret = statement.enquoteLiteral(password.get());
                statement.execute(
                        "do $$ begin if not exists (select from pg_roles where rolname = %s) then create role %s login; end if; end $$"
                                .formatted(statement.enquoteLiteral(user), name));
                statement.execute("alter role " + name + " password " + secret);
            }
            statement.execute("grant usage on schema public to " + name);
            statement.execute(
                    "grant select, insert, update, delete on all tables in schema public to "
                            + name);
            statement.execute(
                    "do $$ begin if current_setting('server_version_num')::int >= 170000 then"
                            + " grant maintain on evidence_key, evidence_picture, known_template,"
                            + " known_picture, point_key to "
                            + name
                            + "; end if; end $$");
            statement.execute("grant usage on all sequences in schema public to " + name);
            for (String table : LOG) {
                statement.execute("revoke all on " + table + " from " + name);
                statement.execute("grant select on " + table + " to " + name);
            }
            for (String table : ADDED_TO) {
                statement.execute("revoke update, delete on " + table + " from " + name);
            }
            statement.execute(
                    "grant insert (person, act, incident_id, detail) on audit to " + name);
            statement.execute(
                    "grant insert on audit_leaf, audit_node, audit_head, audit_key to " + name);
            statement.execute("revoke insert, update on audit_pending from " + name);
            statement.execute(
                    "revoke insert, update, delete on flyway_schema_history from " + name);
        } catch (SQLException e) {
            throw new StoreException(
                    "the database's owner must be able to grant rights on the tables to "
                            + user
                            + ": "
                            + e.getMessage());
        }
    }
}
