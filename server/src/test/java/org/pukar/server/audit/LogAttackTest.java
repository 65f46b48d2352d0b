package org.pukar.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pukar.server.audit.Finding.Kind;

/**
 * The database's owner, who also has the log's key, does everything that can be done to a log: each
 * is found from a head that was published before, by Pukar and by a verifier in another language
 * that shares nothing with it.
 */
class LogAttackTest {
    private static final Path PYTHON =
            Path.of(System.getProperty("pukar.home", "..")).resolve("docs/verify/verify_log.py");

    @TempDir static Path folder;
    private static TestLog log;
    private static SignedHead early;
    private static SignedHead late;

    @BeforeAll
    static void start() throws Exception {
        log = new TestLog(folder);
        early = log.grow(300);
        log.pass(Duration.ofMinutes(10));
        late = log.grow(300);
        log.attack(
                "create schema kept",
                "create table kept.audit as table audit",
                "create table kept.audit_leaf as table audit_leaf",
                "create table kept.audit_node as table audit_node",
                "create table kept.audit_head as table audit_head");
    }

    @AfterAll
    static void stop() {
        log.close();
    }

    private static void restore() throws Exception {
        for (String table : List.of("audit_pending", "audit_leaf", "audit_node", "audit_head")) {
            log.attack("delete from " + table);
        }
        log.attack(
                "delete from audit",
                "insert into audit overriding system value select * from kept.audit",
                "insert into audit_leaf select * from kept.audit_leaf",
                "insert into audit_node select * from kept.audit_node",
                "insert into audit_head select * from kept.audit_head");
    }

    /**
     * What is done, and what must be found from a published head.
     *
     * @param rebuilt whether places, nodes and heads are made anew afterwards
     */
    record Attack(String name, boolean rebuilt, Kind found, List<String> statements) {
        @Override
        public String toString() {
            return name + (rebuilt ? ", everything made anew" : "");
        }
    }

    static List<Attack> attacks() {
        List<Attack> all = new ArrayList<>();
        String middle = "(select entry_id from audit_leaf where index = 150)";
        both(
                all,
                "a letter changed",
                Kind.CHANGED,
                "update audit set detail = detail || '.' where id = " + middle);
        both(
                all,
                "another person",
                Kind.CHANGED,
                "update audit set person = 'someone else' where id = " + middle);
        both(
                all,
                "backdated",
                Kind.CHANGED,
                "update audit set at = at - interval '1 day' where id = " + middle);
        both(
                all,
                "changed with another salt",
                Kind.CHANGED,
                "update audit set detail = 'nothing', salt = uuid_send(gen_random_uuid()) where id"
                        + " = "
                        + middle);
        both(
                all,
                "deleted",
                Kind.MISSING,
                "delete from audit where id = " + middle,
                "delete from audit_leaf where index = 150");
        both(
                all,
                "cut at the end",
                Kind.CUT,
                "delete from audit where id in (select entry_id from audit_leaf where index >="
                        + " 590)",
                "delete from audit_leaf where index >= 590",
                "delete from audit_head where size > 590");
        all.add(
                new Attack(
                        "two changed places",
                        false,
                        Kind.CHANGED,
                        List.of(
                                "create temporary table two as select index, entry_id from"
                                        + " audit_leaf where index in (10, 11)",
                                "update audit_leaf set entry_id = -entry_id where index in (10,"
                                        + " 11)",
                                "update audit_leaf l set entry_id = t.entry_id from two t where"
                                        + " l.index = 21 - t.index")));
        all.add(
                new Attack(
                        "an entry that never got its place",
                        false,
                        Kind.MISSING,
                        List.of(
                                "insert into audit (person, act, detail) values ('x', 'DECIDED',"
                                        + " '')")));
        all.add(
                new Attack(
                        "a leaf's hash",
                        false,
                        Kind.CHANGED,
                        List.of("update audit_leaf set hash = sha256('x') where index = 5")));
        all.add(
                new Attack(
                        "a node's hash",
                        false,
                        Kind.TREE,
                        List.of("update audit_node set hash = sha256('x') where index = 1")));
        return all;
    }

    private static void both(List<Attack> all, String name, Kind found, String... statements) {
        all.add(new Attack(name, false, found, List.of(statements)));
        Kind afterwards = found == Kind.CUT ? Kind.CUT : Kind.HEAD;
        all.add(new Attack(name, true, afterwards, List.of(statements)));
    }

    @Test
    void aLogThatOnlyGrewIsSound() throws Exception {
        restore();
        assertThat(log.check(early, late).findings()).isEmpty();
        assertThat(python(early, late)).startsWith("0 ").contains("sound");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void everyAttackIsFoundByBothVerifiers(Attack attack) throws Exception {
        restore();
        log.attack(attack.statements.toArray(String[]::new));
        if (attack.rebuilt) {
            log.rebuild();
            assertThat(log.check().findings())
                    .as("without a head from elsewhere nobody can tell")
                    .isEmpty();
        }
        LogCheck.Checked checked = log.check(early, late);
        assertThat(checked.findings().stream().map(Finding::kind)).contains(attack.found);
        if (attack.found != Kind.TREE && !attack.name.contains("never got")) {
            assertThat(python(early, late)).as(attack.toString()).startsWith("1 ");
        }
    }

    @Test
    void whoeverWasShownAnotherLogHoldsTheProof() throws Exception {
        restore();
        SignedHead shown =
                LogKey.load(folder)
                        .sign(
                                new Head(
                                        early.head().origin(),
                                        early.head().size(),
                                        MerkleTree.leaf(new byte[] {1}),
                                        early.head().at()));
        LogCheck.Checked checked = log.check(shown);
        assertThat(checked.findings()).hasSize(1);
        assertThat(checked.findings().get(0).words())
                .isEqualTo(
                        "the head over 300 entries that was signed at %s does not fit: the log was rewritten since, or somebody was shown another log"
                                .formatted(early.head().at()));
        assertThat(python(shown)).startsWith("1 ").contains("HEAD");
    }

    @Test
    void aHeadOfSomebodyElseIsToldApartFromOne(@TempDir Path elsewhere) throws Exception {
        restore();
        SignedHead forged = LogKey.load(elsewhere).sign(early.head());
        assertThat(log.check(forged).findings().get(0).kind()).isEqualTo(Kind.SIGNATURE);
        assertThat(python(forged)).startsWith("1 ").contains("SIGNATURE");
        SignedHead moved =
                new SignedHead(
                        new Head(
                                early.head().origin(),
                                early.head().size(),
                                early.head().root(),
                                early.head().at().minusSeconds(60)),
                        early.line());
        assertThat(log.check(moved).findings().get(0).kind()).isEqualTo(Kind.SIGNATURE);
        assertThat(python(moved)).startsWith("1 ").contains("SIGNATURE");
    }

    @Test
    void anEntryThatSaysItIsOlderThanAHeadBeforeItIsBackdated() throws Exception {
        restore();
        log.attack(
                "insert into audit (at, person, act, detail) values (now() - interval '2 days',"
                        + " 'x', 'DECIDED', 'long ago')",
                "insert into audit_pending select max(id) from audit");
        log.log.append();
        assertThat(log.check(early, late).findings().stream().map(Finding::kind))
                .containsExactly(Kind.BACKDATED);
        assertThat(python(early, late)).startsWith("1 ").contains("BACKDATED");
    }

    /** The exit code and what was printed. */
    private static String python(SignedHead... heads) throws Exception {
        Path file = folder.resolve("log.jsonl");
        try (Writer out = Files.newBufferedWriter(file)) {
            new LogReader(log.database).export(out);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        StringBuilder text = new StringBuilder();
        for (SignedHead head : heads) {
            text.append(head.text());
        }
        Path published = Files.writeString(folder.resolve("heads.txt"), text);
        Process process =
                new ProcessBuilder(
                                "python3",
                                PYTHON.toString(),
                                file.toString(),
                                "--head",
                                published.toString(),
                                "--key",
                                log.log.name().toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).doesNotContain("Traceback");
        return process.exitValue() + " " + said;
    }

    @Test
    void everyEntryHasAProofThatHoldsForThePublishedHead() throws Exception {
        restore();
        for (long index : new long[] {0, 255, 256, 450, 599}) {
            byte[] leaf =
                    log.database
                            .jdbc()
                            .sql("select hash from audit_leaf where index = ?")
                            .param(index)
                            .query(byte[].class)
                            .single();
            assertThat(log.log.find(leaf)).hasValue(index);
            List<byte[]> proof = log.log.inclusion(index, late.head().size());
            assertThat(PublishedLog.holds(leaf, index, late.head(), proof)).isTrue();
            assertThat(PublishedLog.holds(leaf, index, early.head(), proof)).isFalse();
        }
        assertThat(
                        MerkleTree.continues(
                                early.head().size(),
                                early.head().rootBytes(),
                                late.head().size(),
                                late.head().rootBytes(),
                                log.log.consistency(early.head().size(), late.head().size())))
                .isTrue();
    }
}
