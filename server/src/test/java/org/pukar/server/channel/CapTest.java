package org.pukar.server.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pukar.base.GeoPoint;
import org.pukar.evidence.Rank;
import org.pukar.server.store.Alert;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/**
 * Messages against a schema: always our own, and the standard's when {@code -Dcap.xsd=FILE} names
 * it.
 */
class CapTest {
    private static final int MESSAGES = 10_000;
    private static final long SEED = 112;

    @TempDir static Path folder;
    private static AlertKey key;
    private static final List<Schema> schemas = new ArrayList<>();

    @BeforeAll
    static void read() throws Exception {
        key = AlertKey.load(folder);
        SchemaFactory factory = SchemaFactory.newDefaultInstance();
        schemas.add(
                factory.newSchema(CapTest.class.getResource("/cap/cap-as-pukar-writes-it.xsd")));
        Optional<String> standard = Optional.ofNullable(System.getProperty("cap.xsd"));
        if (standard.isPresent()) {
            schemas.add(factory.newSchema(new File(standard.get())));
        }
    }

    private static byte[] written(Alert alert, String city, String zone) {
        return CapSignature.sign(new Cap(city, ZoneId.of(zone)).write(alert), key.secret());
    }

    private static byte[] written(Alert alert) {
        return written(alert, "Nadipur", "Asia/Kolkata");
    }

    private static Document validate(byte[] message) throws Exception {
        Document read = parse(message);
        for (Schema schema : schemas) {
            schema.newValidator().validate(new DOMSource(read));
        }
        return read;
    }

    private static Document parse(byte[] message) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(message));
    }

    private static String text(byte[] message, String name) throws Exception {
        return text(parse(message), name);
    }

    private static String text(Document read, String name) {
        var found = read.getElementsByTagNameNS(Cap.NAMESPACE, name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    @Test
    void tenThousandMessagesAreValidSignedAndNeverSurerThanAllowed() throws Exception {
        Random random = new Random(SEED);
        List<String> zones = List.of("Asia/Kolkata", "UTC", "America/St_Johns", "Asia/Kathmandu");
        for (int n = 0; n < MESSAGES; n++) {
            Alert alert = TestAlerts.random(random);
            byte[] message = written(alert, TestAlerts.name(random), zones.get(random.nextInt(4)));
            Document read = validate(message);
            if (n % 20 == 0) {
                assertThat(CapSignature.verifies(message, key.open())).isTrue();
            }
            String certainty = text(read, "certainty");
            if (!alert.confirmed() && alert.rank() == Rank.EXPRESSION) {
                assertThat(certainty).isEqualTo("Possible");
            } else if (!alert.confirmed() && alert.rank() == Rank.SIGN) {
                assertThat(certainty).isEqualTo("Likely");
            }
            assertThat(text(read, "description"))
                    .contains("not grounds for search, stop or arrest");
        }
        System.out.printf(
                "%d CAP messages are valid against %d schema(s)%n", MESSAGES, schemas.size());
    }

    @Test
    void theSchemaRefusesWhatIsOutOfOrderOrMissing() throws Exception {
        String good =
                new String(
                        written(TestAlerts.alert(Alert.Kind.OPENED, Rank.SIGN)),
                        StandardCharsets.UTF_8);
        validate(good.getBytes(StandardCharsets.UTF_8));
        for (String bad :
                List.of(
                        good.replace("<status>Actual</status>", ""),
                        good.replace("Actual", "Real"),
                        good.replace("+05:30", "Z"),
                        good.replaceFirst("<urgency>.*</urgency>", ""),
                        good.replaceFirst("(<sender>.*</sender>)(<sent>.*</sent>)", "$2$1"))) {
            assertThat(bad).isNotEqualTo(good);
            assertThatThrownBy(() -> validate(bad.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(SAXException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OPENED,    REQUEST,    false, Alert, Execute,  Immediate, Severe,  Observed",
        "OPENED,    SIGN,       false, Alert, Prepare,  Expected,  Unknown, Likely",
        "OPENED,    EXPRESSION, false, Alert, Assess,   Unknown,   Unknown, Possible",
        "SENT,      EXPRESSION, true,  Alert, Execute,  Immediate, Severe,  Observed",
        "ESCALATED, SIGN,       false, Alert, Prepare,  Expected,  Unknown, Likely",
        "CLOSED,    SIGN,       true,  Alert, AllClear, Past,      Severe,  Observed"
    })
    void aMessageSaysWhatIsKnown(
            Alert.Kind kind,
            Rank rank,
            boolean confirmed,
            String type,
            String response,
            String urgency,
            String severity,
            String certainty)
            throws Exception {
        byte[] message = written(TestAlerts.alert(kind, rank, confirmed, Alert.Status.ACTUAL));
        assertThat(text(message, "msgType")).isEqualTo(type);
        assertThat(text(message, "responseType")).isEqualTo(response);
        assertThat(text(message, "urgency")).isEqualTo(urgency);
        assertThat(text(message, "severity")).isEqualTo(severity);
        assertThat(text(message, "certainty")).isEqualTo(certainty);
        assertThat(text(message, "sent")).isEqualTo("2026-11-25T00:00:05+05:30");
        assertThat(text(message, "circle")).isEqualTo("26.720000,80.860000 0.100");
        assertThat(text(message, "scope")).isEqualTo("Restricted");
    }

    @Test
    void whatIsWithdrawnCancelsTheFirstAndTheLatest() throws Exception {
        UUID first = new UUID(1, 1);
        UUID latest = new UUID(2, 2);
        Alert withdrawn =
                new Alert(
                        new UUID(3, 3),
                        "c",
                        new UUID(9, 9),
                        Alert.Kind.WITHDRAWN,
                        Rank.SIGN,
                        false,
                        Alert.Status.EXERCISE,
                        TestAlerts.AT,
                        "Stop",
                        new GeoPoint(1, 2),
                        "st",
                        Optional.empty(),
                        List.of(
                                new Alert.Earlier(first, TestAlerts.AT.minusSeconds(60)),
                                new Alert.Earlier(latest, TestAlerts.AT.minusSeconds(30))));
        byte[] message = written(withdrawn);
        assertThat(text(message, "msgType")).isEqualTo("Cancel");
        assertThat(text(message, "status")).isEqualTo("Exercise");
        assertThat(text(message, "references"))
                .isEqualTo(
                        "pukar.nadipur,%s,2026-11-24T23:59:05+05:30 pukar.nadipur,%s,2026-11-24T23:59:35+05:30"
                                .formatted(first, latest));
    }
}
