package org.pukar.server.authorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.base.WeekHours;
import org.pukar.camera.Authorisation;
import org.pukar.camera.Camera;
import org.pukar.camera.Permission;
import org.pukar.camera.PlaceKind;
import org.pukar.camera.PrivacyZone;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.City;
import org.pukar.server.settings.PresentCameras;
import org.pukar.server.settings.Safeguards.Signer;
import org.pukar.server.store.Database;

/** Signed records against forgers, the clock, withdrawals and a database that is away. */
class AuthorisationsTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final KeyPair KEYS = SignerKeys.make();
    private static final KeyPair FORGER = SignerKeys.make();
    private static final PrivacyZone ZONE = PrivacyZone.read("0 0, 0.2 0, 0.2 1, 0 1");

    @TempDir static Path data;
    private static Database database;
    private static int cameras;

    private final Camera camera =
            new Camera(
                    "gate" + ++cameras,
                    "s",
                    "Gate",
                    TestCity.PLACE,
                    "rtsp://me:secret@10.0.0.7/stream",
                    false);
    private final City city =
            trusting(
                    TestCity.in(data, List.of(camera)),
                    new Signer("A. Commissioner", KEYS.getPublic()));
    private Instant now = START;
    private Authorisations authorisations = start();

    @BeforeAll
    static void open() throws Exception {
        database = Database.open(data, Optional.empty(), true);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void again() {
        authorisations = start();
    }

    private Authorisations start() {
        return new Authorisations(city, PresentCameras.of(city), database.jdbc(), () -> now).look();
    }

    private static City trusting(City city, Signer signer) {
        return city.with(city.safeguards().with(signer));
    }

    private Authorisation record(String id, String source, Instant signed, Duration holds) {
        return new Authorisation(
                id,
                source,
                PlaceKind.STREET,
                "see whether someone waiting at the gate after dark asks for help",
                "Order 14",
                "City police",
                Camera.Cues.all(),
                WeekHours.always(),
                List.of(ZONE),
                new Authorisation.SignUp("ab".repeat(32), List.of("en", "hi"), "at the gate"),
                "A. Commissioner",
                signed,
                signed.plus(holds));
    }

    private Authorisation record(Instant signed) {
        return record(camera.id(), "rtsp://10.0.0.7/stream", signed, Duration.ofDays(30));
    }

    private String signed(Authorisation a) {
        return Signed.sign(a, KEYS.getPrivate()).text();
    }

    private void refused(String text, String why) {
        assertThatThrownBy(() -> authorisations.add(text, "pia"))
                .isInstanceOf(AuthorisationException.class)
                .hasMessageContaining(why);
        assertThat(why()).contains("there is no authorisation for it; make one with");
    }

    private String why() {
        return authorisations.permission(camera) instanceof Permission.Refused refused
                ? refused.why()
                : "allowed";
    }

    @Test
    void withoutARecordNothingIsAllowed() {
        assertThat(why())
                .isEqualTo(
                        "there is no authorisation for it; make one with: ./pukar authorise sign "
                                + camera.id());
    }

    @Test
    void aSignedRecordAllowsWhatItSaysWithItsZones() throws Exception {
        authorisations.add(signed(record(START)), "pia");
        assertThat(authorisations.permission(camera))
                .isEqualTo(new Permission.Allowed(Camera.Cues.all(), List.of(ZONE)));
        assertThat(authorisations.list().get(0).history().get(0).person()).isEqualTo("pia");
    }

    @Test
    void aRecordThatCameByMailOrThroughAPageIsTheSame() throws Exception {
        authorisations.add("\r\n" + signed(record(START)).replace("\n", "\r\n") + "  \r\n", "pia");
        assertThat(why()).isEqualTo("allowed");
    }

    @Test
    void aForgedRecordIsRefused() {
        refused(
                Signed.sign(record(START), FORGER.getPrivate()).text(),
                "an authorisation must be just as A. Commissioner signed it: this one was changed,"
                        + " or signed with another key");
    }

    @Test
    void aRecordOfSomeoneWhomTheSettingsDoNotNameIsRefused() {
        refused(
                signed(record(START)).replace("signer: A. Commissioner", "signer: A. Comissioner"),
                "must be signed by one whom the settings name under authorisation: signers, got A."
                        + " Comissioner; did they mean A. Commissioner?");
    }

    @Test
    void anAlteredRecordIsRefusedWhicheverLineWasAltered() {
        String text = signed(record(START));
        for (String line : text.lines().toList()) {
            if (!line.contains(": ") || line.startsWith("signature")) {
                continue;
            }
            String value = line.substring(line.indexOf(": ") + 2);
            String last = value.substring(value.length() - 1);
            String other = line.substring(0, line.length() - 1) + (last.equals("1") ? "2" : "1");
            String altered = text.replace(line + "\n", other + "\n");
            assertThat(altered).as(line).isNotEqualTo(text);
            assertThatThrownBy(() -> authorisations.add(altered, "pia"))
                    .as(line)
                    .isInstanceOf(AuthorisationException.class);
        }
        refused(text.replace("0.2 1", "0.1 1"), "this one was changed");
        refused(text.replace("cues: expression sign", "cues: expression"), "this one was changed");
    }

    @Test
    void aReDatedRecordIsRefused() {
        String text = signed(record(START));
        String end = START.plus(Duration.ofDays(30)).toString();
        refused(
                text.replace(end, START.plus(Duration.ofDays(300)).toString()),
                "this one was changed");
    }

    @Test
    void aStrippedRecordIsRefused() {
        String text = signed(record(START)).replaceFirst("(?m)^signature: .*\n", "");
        refused(
                text,
                "an authorisation must be signed, this one has no line \"signature:\" at its end");
        refused(text + "signature: \n", "an authorisation must be signed");
        refused(text + "signature: AAAA\n", "this one was changed");
        refused("", "an authorisation must be signed");
    }

    @Test
    void aRecordOfAnotherCameraIsRefused() {
        refused(
                signed(record("yard", "rtsp://10.0.0.7/stream", START, Duration.ofDays(1))),
                "an authorisation must be for a camera of the settings, got yard");
    }

    @Test
    void aRecordOfAnotherAddressIsRefusedAndNoPasswordIsTold() {
        refused(
                signed(record(camera.id(), "rtsp://10.0.0.8/stream", START, Duration.ofDays(1))),
                "it was signed for the address rtsp://10.0.0.8/stream, the settings say"
                        + " rtsp://10.0.0.7/stream; sign it again");
        assertThat(Authorisations.source(camera)).doesNotContain("secret");
    }

    /** A recorder has many cameras at one address. */
    @Test
    void anotherParameterIsAnotherAddressAndAnotherPasswordIsNot() {
        assertThat(source("rtsp://nvr/live?channel=1&password=abc"))
                .isEqualTo(source("rtsp://me:new@nvr/live?channel=1&password=xyz"))
                .startsWith("rtsp://nvr/live with parameters ")
                .doesNotContain("abc", "channel")
                .isNotEqualTo(source("rtsp://nvr/live?channel=2&password=abc"));
    }

    private static String source(String address) {
        return Authorisations.source(new Camera("c", "s", "C", TestCity.PLACE, address, false));
    }

    @Test
    void anExpiredRecordIsRefusedAndOneThatIsInForceEndsToTheSecond() throws Exception {
        refused(
                signed(
                        record(
                                camera.id(),
                                "rtsp://10.0.0.7/stream",
                                START.minusSeconds(9),
                                Duration.ofSeconds(9))),
                "it expired at " + START + "; renew it");
        authorisations.add(
                signed(
                        record(
                                camera.id(),
                                "rtsp://10.0.0.7/stream",
                                START,
                                Duration.ofSeconds(40))),
                "pia");
        now = START.plusMillis(39_999);
        assertThat(why()).isEqualTo("allowed");
        now = START.plusSeconds(40);
        assertThat(why()).isEqualTo("it expired at " + now + "; renew it");
    }

    @Test
    void aWithdrawalEndsWhatWasSignedBeforeAndOnlyANewSignatureHelps() throws Exception {
        String first = signed(record(START));
        authorisations.add(first, "pia");
        now = START.plusSeconds(10);
        authorisations.withdraw(camera.id(), "pia", "the sign is gone");
        assertThat(why())
                .isEqualTo("its authorisation was withdrawn at " + now + "; sign another one");
        assertThatThrownBy(() -> authorisations.add(first, "pia"))
                .hasMessageContaining("must be signed after the last withdrawal, " + now);
        assertThatThrownBy(() -> authorisations.add(signed(record(START.plusSeconds(9))), "pia"))
                .hasMessageContaining("must be signed after the last withdrawal, " + now);
        now = START.plusSeconds(12);
        authorisations.add(signed(record(START.plusSeconds(11))), "pia");
        assertThat(why()).isEqualTo("allowed");
    }

    @Test
    void anOlderRecordBringsNothingBack() throws Exception {
        String wide = signed(record(START.minusSeconds(5)));
        String narrow = signed(record(START));
        authorisations.add(narrow, "pia");
        assertThatThrownBy(() -> authorisations.add(wide, "pia"))
                .hasMessageContaining("must be signed after the one that is there, " + START);
        assertThatThrownBy(() -> authorisations.add(narrow, "pia"))
                .hasMessage("an authorisation can be added once, this one is there already");
    }

    @Test
    void aStoppedCameraRestsUntilSomebodyStartsItAgain() throws Exception {
        authorisations.add(signed(record(START)), "pia");
        authorisations.stop(camera.id(), "ravi", "the lens is turned");
        assertThat(why())
                .isEqualTo(
                        "ravi stopped it: the lens is turned; start it again on the page of"
                                + " authorisations");
        authorisations.startAgain(camera.id(), "ravi", "turned back");
        assertThat(why()).isEqualTo("allowed");
        assertThat(authorisations.list().get(0).history())
                .extracting(Authorisations.Step::did)
                .contains(Authorisations.Did.STOPPED, Authorisations.Did.STARTED);
    }

    @Test
    void anActNeedsAReason() {
        assertThatThrownBy(() -> authorisations.withdraw(camera.id(), "pia", " \n "))
                .hasMessage("a reason must be 1 to 300 characters, got 0");
    }

    @Test
    void aRecordThatWasPutIntoTheDatabasePastThisProgramCountsForNothing() throws Exception {
        authorisations.add(signed(record(START)), "pia");
        String forged = signed(record(START)).replace("cues: expression sign", "cues: expression");
        database.jdbc()
                .sql(
                        "insert into authorisation (camera_id, text, added_at, added_by) values (?,"
                                + " ?, now(), 'x')")
                .params(camera.id(), forged)
                .update();
        authorisations.look();
        assertThat(why()).contains("this one was changed");
    }

    @Test
    void theDatabaseRefusesToChangeOrDeleteARecord() throws Exception {
        authorisations.add(signed(record(START)), "pia");
        for (String sql :
                List.of(
                        "delete from authorisation",
                        "update authorisation set text = ''",
                        "delete from authorisation_withdrawal",
                        "delete from camera_stop",
                        "update city_mode set live = true")) {
            assertThatThrownBy(() -> database.jdbc().sql(sql).update())
                    .as(sql)
                    .rootCause()
                    .hasMessageContaining("permission denied for table");
        }
    }

    @Test
    void whatIsKnownHoldsForAMinuteWithoutTheDatabaseAndNotLonger() throws Exception {
        authorisations.add(signed(record(START)), "pia");
        Authorisations cut =
                new Authorisations(
                        city,
                        PresentCameras.of(city),
                        org.springframework.jdbc.core.simple.JdbcClient.create(
                                new Breaking(database)),
                        () -> now);
        cut.look();
        Breaking.broken = true;
        try {
            now = START.plusSeconds(60);
            cut.look();
            assertThat(cut.permission(camera)).isInstanceOf(Permission.Allowed.class);
            now = START.plusSeconds(61);
            cut.look();
            assertThat(cut.permission(camera))
                    .isEqualTo(
                            new Permission.Refused(
                                    "whether it was withdrawn can't be known: the database has been"
                                            + " away for a minute"));
        } finally {
            Breaking.broken = false;
        }
        cut.look();
        assertThat(cut.permission(camera)).isInstanceOf(Permission.Allowed.class);
    }

    /** A database whose connections fail when told so. */
    private static final class Breaking
            extends org.springframework.jdbc.datasource.AbstractDataSource {
        private static volatile boolean broken;
        private final Database real;

        Breaking(Database real) {
            this.real = real;
        }

        @Override
        public java.sql.Connection getConnection() throws java.sql.SQLException {
            if (broken) {
                throw new java.sql.SQLException("the database is away");
            }
            return real.connection();
        }

        @Override
        public java.sql.Connection getConnection(String name, String password)
                throws java.sql.SQLException {
            return getConnection();
        }
    }
}
