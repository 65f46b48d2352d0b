package org.pukar.server.channel;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.pukar.server.settings.Channel;

/** A signed POST; the receiver knows a repeat by its Idempotency-Key. */
final class WebhookCarrier implements Carrier {
    private final HttpCalls calls;
    private final Letter letter;
    private final Channel.Webhook webhook;
    private final URI address;
    private final byte[] secret;
    private final InstantSource clock;

    WebhookCarrier(
            Channel.Webhook webhook,
            Duration timeout,
            String secret,
            Letter letter,
            InstantSource clock) {
        this.calls = new HttpCalls(timeout);
        this.letter = letter;
        this.webhook = webhook;
        this.address = URI.create(webhook.url());
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    @Override
    public void send(Outgoing outgoing) throws DeliveryException {
        byte[] body = letter.write(outgoing.alert(), webhook.format());
        calls.call(
                calls.to(address)
                        .header("Content-Type", Letter.contentType(webhook.format()))
                        .header("Idempotency-Key", outgoing.alert().id().toString())
                        .header(Signatures.HEADER, Signatures.sign(secret, clock.instant(), body))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build());
    }

    @Override
    public void probe() throws DeliveryException {
        calls.probe(address);
    }

    @Override
    public void close() {
        // nothing is kept open
    }
}
