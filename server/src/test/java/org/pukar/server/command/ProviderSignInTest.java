package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.City;
import org.pukar.server.settings.Secret;
import org.pukar.server.settings.SignInSettings;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;

/** Sign-in by a real OpenID Connect provider, over real HTTP, the whole way there and back. */
class ProviderSignInTest {
    @TempDir Path folder;
    private RunningPukar pukar;
    private int providerPort;

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @BeforeEach
    void start() throws Exception {
        providerPort = freePort();
        Path secret = Files.writeString(folder.resolve("secret"), TestProvider.SECRET);
        SignInSettings.Provider provider =
                new SignInSettings.Provider(
                        "City sign-in",
                        "http://127.0.0.1:" + providerPort,
                        "pukar",
                        new Secret.InFile(secret),
                        "preferred_username");
        City city =
                TestCity.in(folder.resolve("data"))
                        .with(new SignInSettings(true, Optional.of(provider)), Optional.empty());
        pukar = RunningPukar.start(city, Optional.empty());
        pukar.accounts()
                .add(new Account("meera", "no password", Role.REVIEWER, Optional.empty(), false));
    }

    @AfterEach
    void stop() {
        pukar.close();
    }

    private TestProvider provider() {
        return TestProvider.start(providerPort, pukar.address() + "/login/oauth2/code/provider");
    }

    /** To the provider, its own form, and back. */
    private String signIn(WebPerson browser, String name) throws Exception {
        WebPerson atProvider = new WebPerson("http://127.0.0.1:" + providerPort);
        String ask = location(browser.get("/oauth2/authorization/provider"));
        assertThat(ask).startsWith("http://127.0.0.1:" + providerPort + "/oauth2/authorize");
        atProvider.get(ask);
        atProvider.post(
                "/login", "/login", Map.of("username", name, "password", "at the provider"));
        String back = location(atProvider.get(ask));
        assertThat(back).startsWith(pukar.address()).contains("code=");
        return WebPerson.to(browser.get(back));
    }

    private static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("location").orElse("");
    }

    @Test
    void whoeverTheProviderKnowsAndHasAnAccountHereIsLetInWithItsRole() throws Exception {
        try (TestProvider running = provider()) {
            assertThat(running).isNotNull();
            WebPerson meera = new WebPerson(pukar.address());
            assertThat(meera.get("/login").body()).contains("Sign in by City sign-in");
            assertThat(signIn(meera, "meera")).isEqualTo("/");
            assertThat(meera.get("/desk").statusCode())
                    .as("a second factor is the provider's affair")
                    .isEqualTo(200);
            assertThat(meera.get("/cameras").statusCode()).isEqualTo(403);
            pukar.accounts().disable("meera");
            assertThat(WebPerson.to(meera.get("/desk"))).isEqualTo("/login?ended");
            assertThat(signIn(new WebPerson(pukar.address()), "meera"))
                    .isEqualTo("/login?provider");
        }
    }

    @Test
    void whoeverHasNoAccountHereStaysOutside() throws Exception {
        try (TestProvider running = provider()) {
            assertThat(running).isNotNull();
            WebPerson stranger = new WebPerson(pukar.address());
            assertThat(signIn(stranger, "stranger")).isEqualTo("/login?provider");
            assertThat(WebPerson.to(stranger.get("/desk"))).isEqualTo("/login");
        }
    }

    @Test
    void aCodeOfAnotherBrowserOpensNothing() throws Exception {
        try (TestProvider running = provider()) {
            assertThat(running).isNotNull();
            WebPerson meera = new WebPerson(pukar.address());
            WebPerson atProvider = new WebPerson("http://127.0.0.1:" + providerPort);
            String ask = location(meera.get("/oauth2/authorization/provider"));
            atProvider.get(ask);
            atProvider.post(
                    "/login", "/login", Map.of("username", "meera", "password", "at the provider"));
            String back = location(atProvider.get(ask));
            WebPerson thief = new WebPerson(pukar.address());
            assertThat(WebPerson.to(thief.get(back))).isEqualTo("/login?provider");
        }
    }

    @Test
    void pukarStartsWithoutTheProviderAndSaysSoWhenSomebodyWantsToSignIn() throws Exception {
        WebPerson meera = new WebPerson(pukar.address());
        assertThat(meera.get("/login").statusCode()).isEqualTo(200);
        assertThat(WebPerson.to(meera.get("/oauth2/authorization/provider")))
                .isEqualTo("/login?provider");
    }
}
