package org.pukar.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Whoever runs the embedded database and may do anything to it: an operator, or an attacker. */
public record Owner(Path data, Database database) {
    /** Runs statements, one after the other, with nothing that protects the tables. */
    public void run(String... statements) throws SQLException, IOException {
        String port = database.jdbc().sql("show port").query(String.class).single();
        String password = Files.readString(data.resolve("database.password")).strip();
        try (Connection owner =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                                "postgres",
                                password);
                Statement statement = owner.createStatement()) {
            statement.execute("set session_replication_role = replica");
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
