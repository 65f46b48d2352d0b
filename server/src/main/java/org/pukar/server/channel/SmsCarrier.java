package org.pukar.server.channel;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.pukar.server.settings.Channel;

/** A text message by way of any gateway that takes a GET or a POST. */
final class SmsCarrier implements Carrier {
    private final HttpCalls calls;
    private final Channel.Sms sms;
    private final Optional<String> authorization;
    private final ZoneId zone;

    SmsCarrier(Channel.Sms sms, Duration timeout, Optional<String> authorization, ZoneId zone) {
        this.calls = new HttpCalls(timeout);
        this.sms = sms;
        this.authorization = authorization;
        this.zone = zone;
    }

    @Override
    public void send(Outgoing outgoing) throws DeliveryException {
        String text = AlertWords.sms(outgoing.alert(), zone);
        HttpRequest.Builder request =
                calls.to(URI.create(filled(sms.url(), text, SmsCarrier::inAddress)))
                        .header("Idempotency-Key", outgoing.alert().id().toString());
        authorization.ifPresent(value -> request.header("Authorization", value));
        sms.body()
                .map(body -> filled(body, text, inBody(sms.contentType())))
                .ifPresentOrElse(
                        body ->
                                request.header(
                                                "Content-Type",
                                                sms.contentType() + "; charset=utf-8")
                                        .POST(
                                                HttpRequest.BodyPublishers.ofString(
                                                        body, StandardCharsets.UTF_8)),
                        request::GET);
        calls.call(request.build());
    }

    /** The text is put in last, so that nothing in it is taken for a place to fill. */
    private String filled(String template, String text, UnaryOperator<String> written) {
        return template.replace("{to}", written.apply(sms.to()))
                .replace("{text}", written.apply(text));
    }

    private static String inAddress(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static UnaryOperator<String> inBody(String contentType) {
        return switch (contentType) {
            case "application/json" -> AlertJson::escaped;
            case "text/plain" -> text -> text;
            default -> text -> URLEncoder.encode(text, StandardCharsets.UTF_8);
        };
    }

    @Override
    public void probe() throws DeliveryException {
        calls.probe(URI.create(sms.url().replaceAll("\\{[a-z]+}", "0")));
    }

    @Override
    public void close() {
        // nothing is kept open
    }
}
