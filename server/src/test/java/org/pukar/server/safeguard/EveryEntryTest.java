package org.pukar.server.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.store.Database;

/** G13: nothing that people do or look at is left out of the log's tree. */
class EveryEntryTest {
    @Test
    void everyKindOfEntryHasItsPlaceInTheTreeOrWaitsForIt(@TempDir Path data) throws Exception {
        try (Database database = Database.open(data, Optional.empty(), true)) {
            AuditLog log = new AuditLog(database.jdbc());
            for (AuditLog.Act act : AuditLog.Act.values()) {
                log.add("somebody", act, Optional.empty(), "");
                log.look("somebody else", act, Optional.empty(), "");
            }
            assertThat(
                            database.jdbc()
                                    .sql(
                                            "select act from audit a where not exists (select 1"
                                                + " from audit_leaf l where l.entry_id = a.id) and"
                                                + " not exists (select 1 from audit_pending p where"
                                                + " p.entry_id = a.id)")
                                    .query(String.class)
                                    .list())
                    .isEmpty();
            assertThat(
                            database.jdbc()
                                    .sql("select count(*) from audit")
                                    .query(Integer.class)
                                    .single())
                    .isGreaterThanOrEqualTo(2 * AuditLog.Act.values().length);
        }
    }
}
