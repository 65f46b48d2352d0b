package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.server.desk.TestCity;
import org.pukar.server.signin.Passwords;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;

/** A page's open line ends with the session that opened it, over real HTTP. */
@Tag("alone")
class OpenLinesTest {
    private static final String PASSWORD = "correct horse";

    /** Our choice of what "at once" means here: asked twice a second, on a busy machine. */
    private static final double AT_MOST_SECONDS = 2;

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

    private static WebPerson signedIn(String name) throws Exception {
        String hash = new Passwords().hash(PASSWORD);
        pukar.accounts().add(new Account(name, hash, Role.REVIEWER, Optional.empty(), false));
        WebPerson person = new WebPerson(pukar.address());
        assertThat(person.signIn(name, PASSWORD, "")).isEqualTo("/");
        return person;
    }

    /** An open line, read to its end by a thread; what it got until then. */
    private static CompletableFuture<String> line(WebPerson person) throws Exception {
        InputStream body = person.open("/events");
        byte[] first = body.readNBytes("event:desk".length());
        assertThat(new String(first, java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("event:desk");
        return CompletableFuture.supplyAsync(
                () -> {
                    try (body) {
                        return new String(
                                body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                    } catch (java.io.IOException e) {
                        return "broken off";
                    }
                });
    }

    private static void endsSoon(String what, CompletableFuture<String> line) throws Exception {
        long begun = System.nanoTime();
        line.get(15, TimeUnit.SECONDS);
        double took = (System.nanoTime() - begun) / 1e9;
        System.out.printf(Locale.ROOT, "%s to the end of an open line: %.2f s%n", what, took);
        assertThat(took).as(what).isLessThan(AT_MOST_SECONDS);
    }

    @Test
    void aDisabledAccountsOpenLineEndsAndOthersGoOn() throws Exception {
        CompletableFuture<String> line = line(signedIn("leaving"));
        CompletableFuture<String> other = line(signedIn("staying"));
        assertThat(line).isNotDone();
        pukar.accounts().disable("leaving");
        endsSoon("disabled", line);
        Thread.sleep(1_200); // twice as long as sessions are asked after, and more
        assertThat(other).isNotDone();
    }

    @Test
    void whoeverSignsOutHasNoOpenLineAnyMore() throws Exception {
        WebPerson person = signedIn("going");
        CompletableFuture<String> one = line(person);
        CompletableFuture<String> two = line(person);
        person.post("/desk", "/logout", Map.of());
        endsSoon("signed out", one);
        endsSoon("signed out", two);
        assertThat(WebPerson.to(person.get("/events"))).isEqualTo("/login");
    }

    @Test
    void anotherPasswordEndsTheLinesOfEveryOtherSession() throws Exception {
        WebPerson here = signedIn("careful");
        CompletableFuture<String> elsewhere = line(signedIn("careful"));
        here.post(
                "/account",
                "/account/password",
                Map.of("now", PASSWORD, "next", "battery staple", "again", "battery staple"));
        endsSoon("another password", elsewhere);
        assertThat(line(here)).isNotDone();
    }

    @Test
    void whoeverSignsInInTheSameBrowserHasALineOfTheirOwn() throws Exception {
        WebPerson person = signedIn("first");
        CompletableFuture<String> line = line(person);
        signedIn("second");
        assertThat(person.signIn("second", PASSWORD, "")).isEqualTo("/");
        endsSoon("somebody else in the same browser", line);
    }
}
