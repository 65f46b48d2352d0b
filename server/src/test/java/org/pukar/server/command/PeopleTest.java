package org.pukar.server.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.incident.Event;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.SignInSettings;
import org.pukar.server.signin.Passwords;
import org.pukar.server.signin.Totp;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Signing in, over real HTTP: passwords, second factors, lock-out, and what ends a session. */
class PeopleTest {
    private static final String PASSWORD = "correct horse";

    @TempDir static Path data;
    private static RunningPukar pukar;

    @BeforeAll
    static void start() {
        pukar = RunningPukar.start(TestCity.in(data), Optional.empty());
    }

    @AfterAll
    static void stop() {
        pukar.close();
    }

    private static String add(String name, Role role) {
        String hash = new Passwords().hash(PASSWORD);
        assertThat(pukar.accounts().add(new Account(name, hash, role, Optional.of("st"), false)))
                .isTrue();
        return name;
    }

    private static WebPerson someone() {
        return new WebPerson(pukar.address());
    }

    private static WebPerson signedIn(String name) throws Exception {
        WebPerson person = someone();
        assertThat(person.signIn(name, PASSWORD, "")).isEqualTo("/");
        return person;
    }

    @Test
    void aRightPasswordLetsInAndAnythingElseLooksTheSameFromOutside() throws Exception {
        add("meera", Role.REVIEWER);
        assertThat(someone().signIn("meera", PASSWORD, "")).isEqualTo("/");
        assertThat(someone().signIn("meera", "wrong password", "")).isEqualTo("/login?failed");
        assertThat(someone().signIn("nobody", PASSWORD, "")).isEqualTo("/login?failed");
        pukar.accounts().disable(add("gone", Role.REVIEWER));
        assertThat(someone().signIn("gone", PASSWORD, "")).isEqualTo("/login?failed");
    }

    @Test
    void aHashOfAnEarlierVersionIsMadeAnewAtTheNextSignIn() throws Exception {
        String earlier = String.valueOf(new BCryptPasswordEncoder(4).encode(PASSWORD));
        pukar.accounts().add(new Account("old", earlier, Role.ENGINEER, Optional.empty(), false));
        signedIn("old");
        assertThat(pukar.accounts().find("old").orElseThrow().hash()).startsWith("$argon2id$");
        signedIn("old");
    }

    private static byte[] secretOn(String page) {
        String text =
                page.replaceAll("(?s).*id=\"secret\"[^>]*>([A-Z2-7 ]+)<.*", "$1").replace(" ", "");
        byte[] secret = new byte[32];
        long held = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            held =
                    (held << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(text.charAt(i)))
                            & 0xffff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                secret[at++] = (byte) (held >> bits);
            }
        }
        assertThat(at).isEqualTo(32);
        return secret;
    }

    @Test
    void aSecondFactorIsSetUpAskedForWorksOnceAndCanBeTakenAway() throws Exception {
        WebPerson person = signedIn(add("factor", Role.REVIEWER));
        String page = person.get("/account").body();
        byte[] secret = secretOn(page);
        assertThat(page).contains("data:image/png;base64,");
        person.post("/account", "/account/factor", Map.of("code", "000000"));
        assertThat(person.get("/account").body()).contains("id=\"secret\"");
        String first = Totp.code(secret, Instant.now());
        person.post("/account", "/account/factor", Map.of("code", first));
        assertThat(person.get("/account").body()).contains("id=\"removeFactor\"");

        assertThat(someone().signIn("factor", PASSWORD, "")).isEqualTo("/login?failed");
        assertThat(someone().signIn("factor", PASSWORD, first))
                .as("it set the factor up, and holds no second time")
                .isEqualTo("/login?failed");
        String next = Totp.code(secret, Instant.now().plusSeconds(30));
        assertThat(someone().signIn("factor", "wrong password", next)).isEqualTo("/login?failed");
        assertThat(someone().signIn("factor", PASSWORD, next)).isEqualTo("/");
        assertThat(someone().signIn("factor", PASSWORD, next)).isEqualTo("/login?failed");
        assertThat(
                        pukar.database()
                                .jdbc()
                                .sql(
                                        "select encode(totp, 'hex') from account where name ="
                                                + " 'factor'")
                                .query(String.class)
                                .single())
                .doesNotContain(HexFormat.of().formatHex(secret));
    }

    private static List<String> codesOn(String page) {
        return Pattern.compile("<code dir=\"ltr\" translate=\"no\">([A-Z2-7-]{29})</code>")
                .matcher(page)
                .results()
                .map(m -> m.group(1))
                .toList();
    }

    /** With the session's page, on which the codes are shown once. */
    private static List<String> setsUpFactor(WebPerson person) throws Exception {
        byte[] secret = secretOn(person.get("/account").body());
        person.post(
                "/account", "/account/factor", Map.of("code", Totp.code(secret, Instant.now())));
        String page = person.get("/account").body();
        assertThat(page).contains("Recovery codes left: 8");
        assertThat(codesOn(person.get("/account").body())).as("shown once").isEmpty();
        return codesOn(page);
    }

    private static String signsIn(String name, String recovery) throws Exception {
        Map<String, String> form =
                Map.of("username", name, "password", PASSWORD, "code", "", "recovery", recovery);
        return WebPerson.to(someone().post("/login", "/login", form));
    }

    @Test
    void aRecoveryCodeWorksOnceInPlaceOfThePhoneAndIsLogged() throws Exception {
        WebPerson person = signedIn(add("phoneless", Role.REVIEWER));
        List<String> codes = setsUpFactor(person);
        assertThat(codes).hasSize(8).doesNotHaveDuplicates();
        assertThat(signsIn("phoneless", "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA"))
                .isEqualTo("/login?failed");
        assertThat(signsIn("phoneless", codes.get(0).toLowerCase(Locale.ROOT).replace('-', ' ')))
                .isEqualTo("/");
        assertThat(signsIn("phoneless", codes.get(0))).isEqualTo("/login?failed");
        assertThat(entered("phoneless", "USED_RECOVERY_CODE")).containsExactly("7 left");
        add("another", Role.REVIEWER);
        setsUpFactor(signedIn("another"));
        assertThat(signsIn("another", codes.get(1))).as("another's").isEqualTo("/login?failed");
        assertThat(
                        pukar.database()
                                .jdbc()
                                .sql("select string_agg(hash, ' ') from recovery_code")
                                .query(String.class)
                                .single())
                .doesNotContain(codes.get(1), codes.get(1).replace("-", ""));

        person.post("/account", "/account/recovery", Map.of("code", codes.get(1)));
        List<String> others = codesOn(person.get("/account").body());
        assertThat(others).hasSize(8).doesNotContainAnyElementsOf(codes);
        assertThat(signsIn("phoneless", codes.get(2))).isEqualTo("/login?failed");
        assertThat(signsIn("phoneless", others.get(2))).isEqualTo("/");
        assertThat(entries("phoneless", "MADE_RECOVERY_CODES")).isEqualTo(2);

        person.post("/account", "/account/factor/remove", Map.of("code", others.get(3)));
        assertThat(person.get("/account").body()).contains("id=\"secret\"");
        assertThat(codesLeft("phoneless")).isZero();
    }

    private static int codesLeft(String name) {
        return pukar.database()
                .jdbc()
                .sql("select count(*) from recovery_code where account = ?")
                .param(name)
                .query(Integer.class)
                .single();
    }

    @Test
    void whoeverGuessesIsLockedOutAndThePersonIsNot() throws Exception {
        add("guessed-at", Role.REVIEWER);
        WebPerson own = signedIn("guessed-at");
        WebPerson guesser = someone();
        for (int i = 0; i < 5; i++) {
            assertThat(guesser.signIn("guessed-at", "guess number " + i, ""))
                    .isEqualTo("/login?failed");
        }
        assertThat(guesser.signIn("guessed-at", PASSWORD, ""))
                .as("nothing is looked at any more")
                .isEqualTo("/login?wait");
        assertThat(own.signIn("guessed-at", PASSWORD, ""))
                .as("from the same network, by the browser that has signed in before")
                .isEqualTo("/");
        assertThat(entries("guessed-at", "FAILED_TO_SIGN_IN")).isEqualTo(5);
    }

    private static long entries(String who, String act) {
        return pukar.database()
                .jdbc()
                .sql("select count(*) from audit where person = ? and act = ?")
                .params(who, act)
                .query(Long.class)
                .single();
    }

    @Test
    void aDisabledAccountsOpenSessionEndsAtOnce() throws Exception {
        WebPerson person = signedIn(add("leaving", Role.REVIEWER));
        assertThat(person.get("/desk").statusCode()).isEqualTo(200);
        pukar.accounts().disable("leaving");
        assertThat(WebPerson.to(person.get("/desk"))).isEqualTo("/login?ended");
        assertThat(WebPerson.to(person.get("/desk"))).isEqualTo("/login");
    }

    @Test
    void anotherPasswordEndsEveryOtherSessionAndNotThisOne() throws Exception {
        WebPerson here = signedIn(add("careful", Role.REVIEWER));
        WebPerson elsewhere = signedIn("careful");
        Map<String, String> wrong =
                Map.of("now", "not it at all", "next", "battery staple", "again", "battery staple");
        here.post("/account", "/account/password", wrong);
        assertThat(elsewhere.get("/desk").statusCode()).isEqualTo(200);
        Map<String, String> right =
                Map.of("now", PASSWORD, "next", "battery staple", "again", "battery staple");
        here.post("/account", "/account/password", right);
        assertThat(here.get("/desk").statusCode()).isEqualTo(200);
        assertThat(WebPerson.to(elsewhere.get("/desk"))).isEqualTo("/login?ended");
        assertThat(someone().signIn("careful", PASSWORD, "")).isEqualTo("/login?failed");
        assertThat(someone().signIn("careful", "battery staple", "")).isEqualTo("/");
    }

    @Test
    void aRoleShowsNothingThatEndedBeforeItWasGiven() throws Exception {
        UUID ended = endedIncident();
        WebPerson before = signedIn(add("before", Role.REVIEWER));
        pukar.database()
                .jdbc()
                .sql(
                        "update account set granted_at = now() - interval '1 hour' where name ="
                                + " 'before'")
                .update();
        WebPerson later = signedIn(add("later", Role.REVIEWER));
        pukar.database()
                .jdbc()
                .sql(
                        "update account set granted_at = now() + interval '1 second' where name ="
                                + " 'later'")
                .update();
        for (String path :
                List.of("/desk/", "/desk/%s/card", "/desk/%s/signals.json", "/log/incidents/")) {
            String page = path.contains("%s") ? path.formatted(ended) : path + ended;
            assertThat(before.get(page).statusCode()).as(page).isEqualTo(200);
            assertThat(later.get(page).statusCode()).as(page).isEqualTo(404);
        }
        assertThat(before.get("/desk").body()).contains(ended.toString());
        assertThat(later.get("/desk").body()).doesNotContain(ended.toString());
    }

    private static Ran typing(String typed, String... arguments) throws Exception {
        java.io.InputStream before = System.in;
        try {
            System.setIn(new java.io.ByteArrayInputStream(typed.getBytes(UTF_8)));
            return Ran.of(arguments);
        } finally {
            System.setIn(before);
        }
    }

    private static String config() throws Exception {
        return "--config="
                + Files.writeString(
                        data.resolve("pukar.yaml"),
                        """
                        city: {name: Test, timeZone: UTC}
                        stations: [{id: st, name: Station, place: [26.72, 80.86]}]
                        sites: [{id: s, name: Site, place: [26.72, 80.86]}]
                        data: .
                        """);
    }

    @Test
    void whoeverForgotAPasswordGetsAnotherFromTheOperatorAndSessionsEnd() throws Exception {
        WebPerson person = signedIn(add("forgot", Role.REVIEWER));
        Ran ran = typing("battery staple\n", "user", "password", "forgot", "--by=asha", config());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(WebPerson.to(person.get("/desk"))).isEqualTo("/login?ended");
        assertThat(someone().signIn("forgot", PASSWORD, "")).isEqualTo("/login?failed");
        assertThat(someone().signIn("forgot", "battery staple", "")).isEqualTo("/");
        assertThat(entered("asha", "CHANGED_PASSWORD")).contains("forgot");
        assertThat(typing("short\n", "user", "password", "forgot", config()).err())
                .contains("a password must have at least 10 and at most 256 characters, got 5");
        assertThat(typing("battery staple\n", "user", "password", "nobody", config()).err())
                .contains("there must be someone of that name, got nobody");
    }

    @Test
    void whoeverLostAPhoneHasTheirSecondFactorTakenAwayByTheOperator() throws Exception {
        WebPerson person = signedIn(add("lost", Role.REVIEWER));
        byte[] secret = secretOn(person.get("/account").body());
        String code = Totp.code(secret, Instant.now());
        person.post("/account", "/account/factor", Map.of("code", code));
        assertThat(someone().signIn("lost", PASSWORD, "")).isEqualTo("/login?failed");
        assertThat(codesLeft("lost")).isEqualTo(8);
        Ran ran = Ran.of("user", "reset-factor", "lost", "--by=asha", config());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(WebPerson.to(person.get("/desk"))).isEqualTo("/login?ended");
        assertThat(someone().signIn("lost", PASSWORD, "")).isEqualTo("/");
        assertThat(codesLeft("lost")).as("the codes of that factor").isZero();
        assertThat(entered("asha", "REMOVED_SECOND_FACTOR")).contains("lost");
        assertThat(Ran.of("user", "reset-factor", "lost", config()).err())
                .contains("there must be someone of that name with a second factor, got lost");
    }

    private static List<String> entered(String who, String act) {
        return pukar.database()
                .jdbc()
                .sql("select detail from audit where person = ? and act = ?")
                .params(who, act)
                .query(String.class)
                .list();
    }

    private static UUID endedIncident() {
        Signal signal =
                new Signal(
                        UUID.randomUUID(),
                        "c",
                        Rank.EXPRESSION,
                        Instant.now(),
                        1,
                        14,
                        13.7,
                        List.of());
        pukar.desk()
                .take(signal, new Camera("c", "s", "Camera", TestCity.PLACE, "", false), List.of());
        UUID id =
                pukar.database()
                        .jdbc()
                        .sql("select incident_id from signal where id = ?")
                        .param(signal.id())
                        .query(UUID.class)
                        .single();
        pukar.desk().act(id, new Event.Claimed(Instant.now(), "x"), "x", "");
        assertThat(pukar.desk().act(id, new Event.Dismissed(Instant.now(), "x", "play"), "x", ""))
                .isEmpty();
        return id;
    }

    @Test
    void everyAnswerCarriesTheHeadersThatABrowserNeedsToBeCareful() throws Exception {
        WebPerson person = signedIn(add("headers", Role.REVIEWER));
        for (String path : List.of("/login", "/desk", "/public", "/help/pole", "/nothing")) {
            var headers = person.get(path).headers();
            assertThat(headers.firstValue("content-security-policy").orElse(""))
                    .as(path)
                    .contains("default-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("x-content-type-options")).as(path).hasValue("nosniff");
            assertThat(headers.firstValue("permissions-policy")).as(path).isPresent();
            assertThat(headers.firstValue("cross-origin-opener-policy")).hasValue("same-origin");
            assertThat(headers.firstValue("cache-control").orElse("")).contains("no-store");
            assertThat(headers.firstValue("server")).as(path).isEmpty();
        }
    }

    @Test
    void aRedirectNamesNoHostSoNobodyCanMakeOneUp() throws Exception {
        WebPerson person = signedIn(add("redirected", Role.REVIEWER));
        for (String path : List.of("/", "/desk", "/nothing")) {
            assertThat(someone().get(path).headers().firstValue("location"))
                    .as(path)
                    .hasValue("/login");
        }
        assertThat(person.get("/").headers().firstValue("location")).hasValue("/desk");
        assertThat(person.post("/desk", "/logout", Map.of()).headers().firstValue("location"))
                .hasValue("/login?out");
    }

    @Test
    void aSecondFactorThatEverybodyNeedsComesBeforeAnythingElse(@TempDir Path folder)
            throws Exception {
        var city =
                TestCity.in(folder)
                        .with(new SignInSettings(true, Optional.empty()), Optional.empty());
        try (RunningPukar strict = RunningPukar.start(city, Optional.empty())) {
            String hash = new Passwords().hash(PASSWORD);
            strict.accounts()
                    .add(new Account("meera", hash, Role.REVIEWER, Optional.empty(), false));
            WebPerson person = new WebPerson(strict.address());
            assertThat(person.signIn("meera", PASSWORD, "")).isEqualTo("/");
            for (String path :
                    List.of("/desk", "/figures", "/events", "/desk/" + UUID.randomUUID())) {
                assertThat(WebPerson.to(person.get(path))).as(path).isEqualTo("/account?factor");
            }
            byte[] secret = secretOn(person.get("/account").body());
            person.post(
                    "/account",
                    "/account/factor",
                    Map.of("code", Totp.code(secret, Instant.now())));
            assertThat(person.get("/desk").statusCode()).isEqualTo(200);
        }
    }
}
