package org.pukar.server.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with a browser of their own, as far as HTTP goes: cookies, forms with their tokens. */
final class WebPerson {
    private final String address;
    private final HttpClient client;

    WebPerson(String address) {
        this.address = address;
        this.client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI to = path.startsWith("http") ? URI.create(path) : URI.create(address + path);
        return client.send(
                HttpRequest.newBuilder(to).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** An answer that goes on. */
    InputStream open(String path) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(address + path)).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answers " + answer.statusCode());
        }
        return answer.body();
    }

    /** Sends a form with the token of a page; the answer, whose redirect is not followed. */
    HttpResponse<String> post(String page, String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        Matcher token =
                Pattern.compile("name=\"_csrf\" (?:type=\"hidden\" )?value=\"([^\"]+)\"")
                        .matcher(get(page).body());
        String csrf = token.find() ? token.group(1) : "";
        String body =
                fields.entrySet().stream()
                                .map(f -> encoded(f.getKey()) + "=" + encoded(f.getValue()))
                                .collect(Collectors.joining("&"))
                        + "&_csrf="
                        + encoded(csrf);
        return client.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Where a sign-in leads: the path and query that it redirects to. */
    String signIn(String name, String password, String code)
            throws IOException, InterruptedException {
        return to(
                post(
                        "/login",
                        "/login",
                        Map.of("username", name, "password", password, "code", code)));
    }

    static String to(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("location")
                .map(l -> l.replaceFirst("^https?://[^/]+", ""))
                .orElse("");
    }
}
