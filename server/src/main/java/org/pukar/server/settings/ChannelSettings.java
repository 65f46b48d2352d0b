package org.pukar.server.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.pukar.base.NearestName;
import org.pukar.evidence.Rank;
import org.pukar.routing.Station;

/** Reads the entries of {@code channels}. */
final class ChannelSettings {
    private static final List<String> TYPES = List.of("webhook", "mqtt", "mail", "sms");
    private static final List<String> CONTENT_TYPES =
            List.of("application/x-www-form-urlencoded", "application/json", "text/plain");

    /** One try may take this long, and a failing channel is still seen in 20 s. */
    private static final int LONGEST_TIMEOUT_SECONDS = 10;

    private final List<String> stations;
    private final Function<YamlMap, String> newId;
    private final Path folder;

    /**
     * For one file.
     *
     * @param newId reads an entry's id and sees to it that it is used once
     * @param folder what paths are relative to
     */
    ChannelSettings(List<Station> stations, Function<YamlMap, String> newId, Path folder) {
        this.stations = stations.stream().map(Station::id).toList();
        this.newId = newId;
        this.folder = folder;
    }

    Channel read(YamlMap map) {
        String id = newId.apply(map);
        String type = map.text("type");
        List<String> served = map.texts("stations");
        served.forEach(station -> checkStation(map, station));
        Rank from = oneOf(map, "from", Rank.values(), Rank.EXPRESSION);
        boolean exercises = map.yesOrNo("exercises", false);
        Optional<Secret> secret = findSecret(map, "secret");
        double timeout = map.number("timeoutSeconds", 5, .1, LONGEST_TIMEOUT_SECONDS);
        int attempts = map.wholeNumber("attempts", 20, 1, 1000);
        return new Channel(
                id,
                address(map, type),
                served,
                from,
                exercises,
                secret,
                Duration.ofMillis(Math.round(timeout * 1000)),
                Math.max(1, attempts));
    }

    private Channel.Address address(YamlMap map, String type) {
        return switch (type) {
            case "webhook" -> webhook(map);
            case "mqtt" -> mqtt(map);
            case "mail" -> mail(map);
            case "sms" -> sms(map);
            default -> {
                map.allKnown();
                if (!type.equals("?")) {
                    map.problem("type", choice("type", TYPES, type));
                }
                yield new Channel.Webhook("http://localhost", Channel.Format.JSON);
            }
        };
    }

    private static Channel.Webhook webhook(YamlMap map) {
        if (!map.has("secret")) {
            map.problem(
                    map.line(),
                    "secret is missing in a webhook; it signs what is sent: {env: NAME} or {file:"
                            + " PATH}");
        }
        return new Channel.Webhook(
                url(map, "url", Set.of("http", "https")),
                oneOf(map, "format", Channel.Format.values(), Channel.Format.JSON));
    }

    private Channel.Mqtt mqtt(YamlMap map) {
        String topic = map.text("topic");
        if (topic.matches(".*[+#\\p{Cntrl}].*") || topic.length() > 200) {
            map.problem(
                    "topic",
                    "topic must be 1 to 200 characters without + and #, got " + printable(topic));
        }
        return new Channel.Mqtt(
                url(map, "broker", Set.of("mqtt", "mqtts")),
                topic,
                oneOf(map, "format", Channel.Format.values(), Channel.Format.JSON),
                map.findText("user"),
                findSecret(map, "password"));
    }

    /** The broker that panic points speak to. */
    Channel.Mqtt points(YamlMap map) {
        String topic = map.findText("topic").orElse("pukar/points/+");
        if (topic.matches(".*[#\\p{Cntrl}].*") || topic.length() > 200) {
            map.problem(
                    "topic",
                    "topic must be 1 to 200 characters without #, a + stands for the point; got "
                            + printable(topic));
        }
        Channel.Mqtt line =
                new Channel.Mqtt(
                        url(map, "broker", Set.of("mqtt", "mqtts")),
                        topic,
                        Channel.Format.JSON,
                        map.findText("user"),
                        findSecret(map, "password"));
        map.end();
        return line;
    }

    private Channel.Mail mail(YamlMap map) {
        List<String> to = map.texts("to");
        if (to.isEmpty()) {
            map.problem("to", "a mail channel needs at least one mailbox in to, got none");
        }
        to.forEach(mailbox -> checkMailbox(map, "to", mailbox));
        String sender = map.text("sender");
        checkMailbox(map, "sender", sender);
        boolean startTls = map.yesOrNo("startTls", true);
        Optional<String> user = map.findText("user");
        if (user.isPresent() && !startTls) {
            map.problem(
                    "startTls",
                    "a password is only said over TLS; set startTls to true or leave user away");
        }
        return new Channel.Mail(
                map.text("host"),
                map.wholeNumber("port", 587, 1, 65535),
                startTls,
                user,
                findSecret(map, "password"),
                sender,
                to);
    }

    private Channel.Sms sms(YamlMap map) {
        String url = url(map, "url", Set.of("http", "https"));
        Optional<String> body = map.findText("body");
        String all = url + body.orElse("");
        if (!url.equals("?") && !(all.contains("{to}") && all.contains("{text}"))) {
            map.problem("url", "url and body together must hold {to} and {text}");
        }
        String contentType = map.findText("contentType").orElse(CONTENT_TYPES.get(0));
        if (!CONTENT_TYPES.contains(contentType)) {
            map.problem("contentType", choice("contentType", CONTENT_TYPES, contentType));
        }
        String to = map.text("to");
        if (!to.equals("?") && !to.matches("\\+?[0-9]{3,15}")) {
            map.problem(
                    "to",
                    "to must be one phone number of 3 to 15 digits, such as +910000000000, got "
                            + printable(to));
        }
        return new Channel.Sms(url, body, contentType, findSecret(map, "authorization"), to);
    }

    private void checkStation(YamlMap map, String station) {
        if (!stations.contains(station)) {
            String mend =
                    NearestName.of(station, stations)
                            .map(n -> "; did you mean " + n + "?")
                            .orElse("");
            map.problem(
                    "stations",
                    "a channel serves stations of this file, got " + printable(station) + mend);
        }
    }

    private static void checkMailbox(YamlMap map, String name, String mailbox) {
        if (!mailbox.equals("?") && !mailbox.matches("[^\\s@<>,;:\"\\p{Cntrl}]+@[A-Za-z0-9.-]+")) {
            map.problem(
                    name,
                    name
                            + " must be a mailbox such as desk@example.org, got "
                            + printable(mailbox));
        }
    }

    /** An address with a host, and without a name and password in it. */
    private static String url(YamlMap map, String name, Set<String> schemes) {
        String text = map.text(name);
        if (text.equals("?")) {
            return text;
        }
        try {
            URI uri = new URI(text.replaceAll("\\{[a-z]+}", "0"));
            if (schemes.contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null) {
                return text;
            }
        } catch (URISyntaxException e) {
            // Said below, as for any other address that can't be used.
        }
        map.problem(
                name,
                "%s must be an address of %s with a host and without a password in it, got %s"
                        .formatted(
                                name,
                                schemes.stream()
                                        .sorted()
                                        .map(s -> s + "://")
                                        .reduce((a, b) -> a + " or " + b)
                                        .orElse("?"),
                                printable(text.replaceFirst("//[^/@]*@", "//"))));
        return "?";
    }

    Optional<Secret> findSecret(YamlMap map, String name) {
        if (!map.has(name)) {
            map.known(name);
            return Optional.empty();
        }
        if (!map.isMap(name)) {
            map.known(name);
            map.problem(
                    name,
                    name
                            + " must be {env: NAME} or {file: PATH}; a secret itself does not"
                            + " belong into this file");
            return Optional.empty();
        }
        YamlMap where = map.map(name);
        Optional<String> variable = where.findText("env");
        Optional<String> file = where.findText("file");
        where.end();
        if (variable.isPresent() == file.isPresent()) {
            map.problem(name, name + " must be either {env: NAME} or {file: PATH}");
            return Optional.empty();
        }
        return variable.<Secret>map(Secret.Variable::new)
                .or(() -> file.map(f -> new Secret.InFile(folder.resolve(f).normalize())));
    }

    private static <E extends Enum<E>> E oneOf(YamlMap map, String name, E[] all, E unlessTold) {
        Optional<String> text = map.findText(name);
        if (text.isEmpty()) {
            return unlessTold;
        }
        for (E one : all) {
            if (one.name().equalsIgnoreCase(text.get())) {
                return one;
            }
        }
        List<String> known =
                Arrays.stream(all)
                        .map(Enum::name)
                        .map(n -> name.equals("format") ? n.toLowerCase(Locale.ROOT) : n)
                        .toList();
        map.problem(name, choice(name, known, text.get()));
        return unlessTold;
    }

    private static String choice(String name, List<String> known, String got) {
        return "%s must be one of %s, got %s"
                .formatted(name, String.join(", ", known), printable(got));
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
