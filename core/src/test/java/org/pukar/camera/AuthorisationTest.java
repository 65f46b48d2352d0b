package org.pukar.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Permission.Allowed;
import org.pukar.camera.Permission.Refused;

/** What a record must hold, how it is written, and what it allows. */
class AuthorisationTest {
    private static final String TEXT =
            """
            Pukar authorisation 1
            camera: gate
            source: rtsp://10.0.0.7/stream
            kind: BUS_STOP
            purpose: see whether someone waiting at the bus stop after dark asks for help
            ground: Order 14 of the city council
            owner: City police, control room
            cues: expression sign
            hours: mon-fri 18:00-23:00
            zone: 0 0, 0.25 0, 0.25 1, 0 1
            sign photo: 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
            sign languages: en hi ur
            sign place: on the pole at the shelter
            signer: A. Commissioner
            signed: 2026-11-23T00:00:00Z
            expires: 2027-11-23T00:00:00Z
            """;

    private static final Camera GATE =
            new Camera(
                    "gate", "s", "Gate", new GeoPoint(26.7, 80.8), "rtsp://10.0.0.7/stream", false);

    private static Authorisation with(String line, String instead) {
        String text = TEXT.replaceFirst("(?m)^" + line + ": .*$", line + ": " + instead);
        return AuthorisationText.read(text);
    }

    private static Permission at(Authorisation a, Camera camera, PlaceKind kind, String time) {
        return Permission.of(
                a, camera, camera.source(), kind, Instant.parse(time), ZoneId.of("Asia/Kolkata"));
    }

    private static Permission at(String time) {
        return at(AuthorisationText.read(TEXT), GATE, PlaceKind.BUS_STOP, time);
    }

    @Test
    void isReadAsItIsWrittenByteForByte() {
        assertThat(AuthorisationText.of(AuthorisationText.read(TEXT))).isEqualTo(TEXT);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "camera | '' | camera must be one line of text, not empty",
                "purpose | safety | safety alone is not specific enough (EDPB Guidelines 3/2019),"
                        + " got safety",
                "purpose | Public safety and crime prevention for women in the city | safety alone"
                        + " is not",
                "purpose | video surveillance for security purposes | safety alone is not",
                "ground | '' | ground must be one line of text, not empty",
                "owner | '' | owner must be one line of text, not empty",
                "kind | SCHOOL | a school may not be watched: reading emotions there is banned",
                "kind | WORKPLACE | a workplace may not be watched: reading emotions there is"
                        + " banned",
                "kind | CASTLE | kind must be a kind of place, got CASTLE",
                "cues | anger | cues must be expression or sign or both, got anger",
                "hours | evenings | hours must be always or such as",
                "zone | 0 0, 1 1 | a privacy zone must have 3 to 50 corners, got 2",
                "zone | 0 0, 1.1 0, 1 1 | a privacy zone's corners must be in [0, 1]",
                "zone | 0 0, NaN 0, 1 1 | a privacy zone's corners must be in [0, 1]",
                "zone | 0 0, left 0, 1 1 | a privacy zone must be corners such as",
                "sign photo | none | a sign needs a photo of it, by its SHA-256",
                "sign languages | English | a sign's languages must be such as en hi ur, got"
                        + " English",
                "sign place | '' | sign place must be one line of text",
                "signer | '' | signer must be one line of text",
                "signed | yesterday | signed must be a time such as 2026-11-25T03:00:00Z, got"
                        + " yesterday",
                "expires | 2027-11-23T00:00:01Z | within 12 months, by 2027-11-23T00:00:00Z, got"
                        + " 2027-11-23T00:00:01Z",
                "expires | 2026-11-23T00:00:00Z | must expire after it was signed",
                "expires | 2027-01-01T00:00:00.5Z | signed and expires must be whole seconds"
            })
    void whatIsMissingOrWrongIsRefusedInWords(String line, String value, String why) {
        assertThatThrownBy(() -> with(line, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camera",
                "purpose",
                "ground",
                "owner",
                "cues",
                "hours",
                "sign photo",
                "signer",
                "expires"
            })
    void everyLineMustBeThere(String line) {
        String text = TEXT.replaceFirst("(?m)^" + line + ": .*\n", "");
        assertThatThrownBy(() -> AuthorisationText.read(text))
                .hasMessageContaining("an authorisation must have the line " + line + ": here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cues: sign expression",
                "zone: 0.0 0, 0.25 0, 0.25 1, 0 1",
                "hours: MON-FRI 18:00-23:00"
            })
    void thereIsOneWayToWriteIt(String line) {
        String name = line.replaceFirst(":.*", "");
        String text = TEXT.replaceFirst("(?m)^" + name + ": .*$", line);
        assertThatThrownBy(() -> AuthorisationText.read(text))
                .hasMessageContaining("must be written as Pukar writes it");
    }

    @Test
    void nothingMayStandBesideIt() {
        assertThatThrownBy(() -> AuthorisationText.read(TEXT + "and more\n"))
                .hasMessageContaining("line by line and nothing beside");
        assertThatThrownBy(() -> AuthorisationText.read(TEXT.replace("\n", "\r\n")))
                .hasMessageContaining("line by line and nothing beside");
    }

    @Test
    void allowsItsCuesWithItsZonesInItsHours() {
        // Half past six in the evening in Kolkata.
        assertThat(at("2026-11-23T13:00:00Z"))
                .isEqualTo(
                        new Allowed(
                                Camera.Cues.all(),
                                List.of(PrivacyZone.read("0 0, 0.25 0, 0.25 1, 0 1"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-23T12:29:59Z | it is outside its hours, mon-fri 18:00-23:00",
                "2026-11-28T13:00:00Z | it is outside its hours, mon-fri 18:00-23:00",
                "2026-11-22T23:54:59Z | it is signed at 2026-11-23T00:00:00Z, which is still to"
                        + " come; set the clocks right",
                "2027-11-23T00:00:00Z | it expired at 2027-11-23T00:00:00Z; renew it"
            })
    void refusesAtOtherTimes(String time, String why) {
        assertThat(at(time)).isEqualTo(new Refused(why));
    }

    @Test
    void refusesAnotherCameraAnotherAddressAndAnotherKindOfPlace() {
        Authorisation a = AuthorisationText.read(TEXT);
        Camera other = new Camera("yard", "s", "Yard", GATE.place(), GATE.source(), false);
        Camera moved =
                new Camera("gate", "s", "Gate", GATE.place(), "rtsp://10.0.0.8/stream", false);
        String evening = "2026-11-23T13:00:00Z";
        assertThat(at(a, other, PlaceKind.BUS_STOP, evening))
                .isEqualTo(new Refused("it was signed for the camera gate, this one is yard"));
        assertThat(at(a, moved, PlaceKind.BUS_STOP, evening))
                .isEqualTo(
                        new Refused(
                                "it was signed for the address rtsp://10.0.0.7/stream, the settings"
                                        + " say rtsp://10.0.0.8/stream; sign it again"));
        assertThat(at(a, GATE, PlaceKind.MARKET, evening))
                .isEqualTo(
                        new Refused(
                                "it was signed for a place of the kind BUS_STOP, the settings say"
                                        + " MARKET; sign it again"));
    }

    @Test
    void allowsNoCueThatTheSettingsOrTheRecordLeaveOut() {
        Authorisation signs = with("cues", "sign");
        assertThat(at(signs, GATE, PlaceKind.BUS_STOP, "2026-11-23T13:00:00Z"))
                .isEqualTo(new Allowed(new Camera.Cues(false, true), signs.zones()));
        Camera faces =
                new Camera(
                        "gate",
                        "s",
                        "Gate",
                        GATE.place(),
                        GATE.source(),
                        false,
                        new Camera.Cues(true, false));
        assertThat(at(signs, faces, PlaceKind.BUS_STOP, "2026-11-23T13:00:00Z"))
                .isEqualTo(new Refused("it allows none of the cues that the settings ask for"));
    }
}
