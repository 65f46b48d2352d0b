package org.pukar.server.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.cue.Expression;
import org.pukar.evidence.Look;
import org.pukar.evidence.Signal;
import org.pukar.incident.Outcome;
import org.pukar.server.store.Alert;
import org.pukar.server.store.Database;

/** Proof 4: no place in the database where a face, a person or what somebody is could be kept. */
class SchemaTest {
    /** Every column of bytes, and what is in it. Pictures are in two of them, sealed. */
    private static final Map<String, String> BYTES =
            Map.ofEntries(
                    Map.entry("evidence_picture.sealed", "a masked picture, sealed"),
                    Map.entry("evidence_picture.sha256", "its hash"),
                    Map.entry("known_picture.sealed", "a masked picture of a film, sealed"),
                    Map.entry("evidence_key.wrapped", "a key of an older version, wrapped"),
                    Map.entry("known_template.wrapped", "a key of an older version, wrapped"),
                    Map.entry("master_key_check.sealed", "a text that tells a wrong master key"),
                    Map.entry("point_key.sealed", "a panic point's key, sealed"),
                    Map.entry("account.totp", "a second factor's secret, sealed"),
                    Map.entry("audit.salt", "16 random bytes of a log entry"),
                    Map.entry("audit_leaf.hash", "a hash of the log's tree"),
                    Map.entry("audit_node.hash", "a hash of the log's tree"));

    /** Types that are plain: what is not here could hold a list of numbers or a picture. */
    private static final Set<String> PLAIN =
            Set.of(
                    "bigint",
                    "integer",
                    "smallint",
                    "boolean",
                    "text",
                    "character varying",
                    "uuid",
                    "date",
                    "double precision",
                    "timestamp with time zone",
                    "timestamp without time zone",
                    "interval");

    private static final Pattern DENIED =
            Pattern.compile(
                    "(^|_)(face|faces|embedding|embeddings|vector|descriptor|template_of|gallery|watchlist|blacklist|mugshot|portrait|photo|biometric|fingerprint|gait|voice"
                        + "|gender|sex|age|race|ethnicity|skin|religion|caste|nationality|identity|same_person|person_id|person_vector|seen_before|aadhaar)(_|$)");

    /** The other columns, and what is in them; the records that are written there stand below. */
    private static final Map<String, String> OTHER =
            Map.of(
                    "incident.tried _text[]", "stations and units that were told",
                    "incident.outcome jsonb", "Outcome",
                    "signal.looks jsonb", "a list of Look",
                    "known_template.looks jsonb", "a list of Look",
                    "alert.content jsonb", "Alert");

    @TempDir static Path data;
    private static Database database;

    record Column(String name, String type) {}

    @BeforeAll
    static void migrate() throws Exception {
        database = Database.open(data, Optional.empty(), true);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static List<Column> columns() {
        return database.jdbc()
                .sql(
                        "select table_name || '.' || column_name as name, case when data_type ="
                            + " 'ARRAY' then udt_name || '[]' when data_type = 'USER-DEFINED' then"
                            + " udt_name else data_type end as type from information_schema.columns"
                            + " where table_schema = 'public' and table_name <>"
                            + " 'flyway_schema_history' order by 1")
                .query((row, n) -> new Column(row.getString("name"), row.getString("type")))
                .list();
    }

    @Test
    void everyColumnOfBytesIsKnown() {
        assertThat(columns().stream().filter(c -> c.type().equals("bytea")).map(Column::name))
                .containsExactlyInAnyOrderElementsOf(BYTES.keySet());
    }

    @Test
    void everyOtherColumnIsOfAPlainType() {
        assertThat(
                        columns().stream()
                                .filter(c -> !c.type().equals("bytea"))
                                .filter(c -> !PLAIN.contains(c.type()))
                                .map(c -> c.name() + " " + c.type()))
                .containsExactlyInAnyOrderElementsOf(OTHER.keySet());
    }

    /** One more number in one of them would be kept for every signal. */
    @Test
    void whatIsWrittenAsJsonHasTheseFieldsAndNoOther() {
        assertThat(fields(Look.class)).isEqualTo("at distress expression readings weight sum");
        assertThat(fields(Expression.class))
                .isEqualTo("neutral happiness surprise sadness anger disgust fear");
        assertThat(fields(Signal.class))
                .isEqualTo("id cameraId rank at track score threshold looks");
        assertThat(fields(Outcome.class))
                .isEqualTo("found wantedHelp stopped searched askedForId detained note");
        assertThat(fields(Alert.class))
                .isEqualTo(
                        "id channel incident kind rank confirmed status at site place station"
                                + " sentTo earlier");
    }

    private static String fields(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.joining(" "));
    }

    @Test
    void noColumnAndNoTableSaysWhoOrWhatSomebodyIs() {
        assertThat(columns())
                .hasSizeGreaterThan(100)
                .noneMatch(c -> DENIED.matcher(c.name().replace('.', '_')).find());
    }

    @Test
    void thereIsNoExtensionAndNoLargeObject() {
        assertThat(
                        database.jdbc()
                                .sql("select extname from pg_extension")
                                .query(String.class)
                                .list())
                .containsExactly("plpgsql");
        assertThat(
                        database.jdbc()
                                .sql("select count(*) from pg_largeobject_metadata")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"incident_gender", "gallery_name", "signal_face_vector", "x_same_person_as"})
    void theNamesThatAreDeniedAreFound(String name) {
        assertThat(DENIED.matcher(name).find()).isTrue();
    }
}
