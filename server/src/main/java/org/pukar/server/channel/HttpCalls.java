package org.pukar.server.channel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls over http and https. A redirect is not followed: an alert goes where the settings say. */
final class HttpCalls {
    private final HttpClient client;
    private final Duration timeout;

    HttpCalls(Duration timeout) {
        this.timeout = timeout;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(timeout)
                        .build();
    }

    /** A request to that address; method, headers and body are the caller's. */
    HttpRequest.Builder to(URI address) {
        return HttpRequest.newBuilder(address).timeout(timeout).header("User-Agent", "Pukar");
    }

    /** Fails unless the answer is 2xx. The message names the host alone: the rest may be secret. */
    void call(HttpRequest request) throws DeliveryException {
        try {
            int code = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (code < 200 || code > 299) {
                throw new DeliveryException(
                        "%s must answer with 2xx, it answered %d%s"
                                .formatted(
                                        host(request.uri()),
                                        code,
                                        code / 100 == 3 ? "; redirects are not followed" : ""));
            }
        } catch (IOException e) {
            throw new DeliveryException(host(request.uri()) + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeliveryException(host(request.uri()) + " did not answer in time");
        }
    }

    /** Whether something listens there. */
    void probe(URI address) throws DeliveryException {
        int port = address.getPort();
        if (port < 0) {
            port = address.getScheme().equals("https") ? 443 : 80;
        }
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.getHost(), port), (int) timeout.toMillis());
        } catch (IOException e) {
            throw new DeliveryException(host(address) + " can't be reached", e);
        }
    }

    private static String host(URI address) {
        return address.getPort() < 0
                ? address.getHost()
                : address.getHost() + ":" + address.getPort();
    }
}
