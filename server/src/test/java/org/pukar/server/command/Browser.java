package org.pukar.server.command;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Someone signed in over plain HTTP: as much of a browser as a load test needs. */
final class Browser {
    private static final String PASSWORD = "correct horse";

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .cookieHandler(new CookieManager())
                    .build();
    private final String address;

    private Browser(String address) {
        this.address = address;
    }

    /** Adds that person and signs in. */
    static Browser of(RunningPukar pukar, String name, Role role, Optional<String> post)
            throws IOException, InterruptedException {
        String hash = String.valueOf(new BCryptPasswordEncoder(4).encode(PASSWORD));
        pukar.accounts().add(new Account(name, hash, role, post, false));
        Browser browser = new Browser(pukar.address());
        Matcher token =
                Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(browser.get("/login"));
        if (!token.find()) {
            throw new IOException("the sign-in page has no token");
        }
        String form =
                "username=%s&password=%s&_csrf=%s"
                        .formatted(
                                name,
                                URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8),
                                URLEncoder.encode(token.group(1), StandardCharsets.UTF_8));
        browser.client.send(
                HttpRequest.newBuilder(URI.create(pukar.address() + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        return browser;
    }

    /** A page's text; it must be there. */
    String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> page =
                client.send(request(path), HttpResponse.BodyHandlers.ofString());
        if (page.statusCode() != 200) {
            throw new IOException(path + " answered " + page.statusCode());
        }
        return page.body();
    }

    /** Listens to the desk's events on a line of its own, without a thread of its own. */
    CompletableFuture<HttpResponse<Void>> listen(Consumer<String> line) {
        return client.sendAsync(
                request("/events"),
                HttpResponse.BodyHandlers.fromLineSubscriber(
                        new Flow.Subscriber<String>() {
                            @Override
                            public void onSubscribe(Flow.Subscription subscription) {
                                subscription.request(Long.MAX_VALUE);
                            }

                            @Override
                            public void onNext(String next) {
                                line.accept(next);
                            }

                            @Override
                            public void onError(Throwable problem) {
                                // The test counts what came; the server ends the line at its end.
                            }

                            @Override
                            public void onComplete() {
                                // The same.
                            }
                        }));
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).build();
    }
}
