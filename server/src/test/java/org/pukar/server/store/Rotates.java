package org.pukar.server.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.pukar.server.settings.KeySettings;

/**
 * A process that changes the master key of a data folder, until it is killed: {@code Rotates DATA}.
 */
final class Rotates {
    private Rotates() {}

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        try (Database database = Database.open(data, Optional.empty(), true)) {
            database.refuseOthers();
            MasterKeyChange change =
                    MasterKeyChange.plan(
                            data,
                            KeySettings.standard(),
                            Map.of(),
                            Optional.empty(),
                            Optional.empty());
            Rotation.Done done =
                    new Rotation(database.jdbc(), change.from(), change.to())
                            .run(n -> System.out.println("at " + n));
            change.finish();
            System.out.println("done " + done.wrapped() + " " + done.before());
        }
    }
}
