package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Somebody with a sign-in, as their browser speaks to the server. */
record HttpPerson(HttpClient client, String address) {
    private static final String PASSWORD = "correct horse";

    static HttpPerson signIn(RunningPukar pukar, String name, Role role) throws Exception {
        String hash = String.valueOf(new BCryptPasswordEncoder(4).encode(PASSWORD));
        pukar.accounts().add(new Account(name, hash, role, Optional.empty(), false));
        HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        HttpPerson person = new HttpPerson(client, pukar.address());
        person.post("/login", "/login", "username=" + name + "&password=correct+horse");
        return person;
    }

    String get(String path) throws Exception {
        HttpResponse<String> got =
                client.send(
                        HttpRequest.newBuilder(URI.create(address + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(got.statusCode()).as(path).isEqualTo(200);
        return got.body();
    }

    /** Sends a form with the token of a page; answers the status. */
    int post(String from, String to, String form) throws Exception {
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(get(from));
        assertThat(token.find()).as("a form on " + from).isTrue();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address + to))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        form + "&_csrf=" + token.group(1)))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
