package org.pukar.server.audit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * A witness on another host, asked as the field's witnesses are (C2SP tlog-witness,
 * add-checkpoint): it takes a head only with the proof that the log has grown from the one it has.
 */
final class HttpWitness implements Witness {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final URI address;
    private final PublishedLog log;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(LONGEST_WAIT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private long has;

    HttpWitness(URI address, PublishedLog log) {
        this.address = address;
        this.log = log;
    }

    @Override
    public String name() {
        return address.getHost()
                + (address.getPort() < 0 ? "" : ":" + address.getPort())
                + address.getPath();
    }

    @Override
    public void take(SignedHead head) throws IOException {
        HttpResponse<String> answer = offer(head);
        if (answer.statusCode() == 409) { // it has another one: it says which size
            has = size(answer.body());
            answer = offer(head);
        }
        if (answer.statusCode() != 200) {
            throw new IOException(
                    "%s must answer with 200, it answered %d: %s"
                            .formatted(
                                    name(),
                                    answer.statusCode(),
                                    answer.body().lines().findFirst().orElse("")));
        }
        has = head.head().size();
    }

    private long size(String body) throws IOException {
        String text = body.strip();
        if (!text.matches("[0-9]{1,18}")) {
            throw new IOException(name() + " must say which size it has, it said something else");
        }
        return Long.parseLong(text);
    }

    private HttpResponse<String> offer(SignedHead head) throws IOException {
        if (has > head.head().size()) {
            throw new IOException(
                    "%s has a head over %d entries, this log has %d: entries are gone"
                            .formatted(name(), has, head.head().size()));
        }
        StringBuilder body = new StringBuilder("old " + has + "\n");
        if (has > 0 && has < head.head().size()) {
            log.consistency(has, head.head().size())
                    .forEach(h -> body.append(Base64.getEncoder().encodeToString(h)).append('\n'));
        }
        body.append('\n').append(head.text());
        try {
            return client.send(
                    HttpRequest.newBuilder(address)
                            .timeout(LONGEST_WAIT)
                            .header("User-Agent", "Pukar")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            body.toString(), StandardCharsets.UTF_8))
                            .build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(name() + " did not answer in time", e);
        } catch (IOException e) {
            throw new IOException(name() + " does not answer", e);
        }
    }
}
