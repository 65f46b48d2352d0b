package org.pukar.server.settings;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.pukar.base.OpeningHours;
import org.pukar.camera.Camera;
import org.pukar.routing.Station;
import org.pukar.routing.Unit;
import org.pukar.vision.capture.Address;
import org.pukar.vision.gpu.Compute;

/**
 * The settings as text without secrets, a line for each thing, for the history: lines of two
 * versions can be compared. No secret is in the settings themselves, but addresses may hold a
 * password or a token, so of an address no more is written than its scheme, host and, for a camera,
 * its path.
 */
public final class SettingsText {
    private final List<String> lines = new ArrayList<>();

    private SettingsText() {}

    /** All of a city. */
    public static String of(City city) {
        SettingsText text = new SettingsText();
        text.city(city);
        city.stations().forEach(text::station);
        city.units().forEach(text::unit);
        city.sites().forEach(s -> text.add("site", s.id(), s.name(), s.place(), s.kind()));
        city.points()
                .forEach(p -> text.add("point", p.id(), p.name(), "site " + p.siteId(), p.place()));
        city.cameras().forEach(text::camera);
        city.channels().forEach(text::channel);
        return String.join("\n", text.lines);
    }

    private void city(City city) {
        add("city", city.name(), city.note(), city.zone());
        city.answerable().owner().ifPresent(o -> add("owner", o));
        city.answerable().ground().ifPresent(g -> add("ground", g));
        city.answerable().contact().ifPresent(c -> add("contact", c));
        city.answerable().complaints().ifPresent(c -> add("complaints", c));
        city.map().ifPresent(m -> add("map", m.getFileName()));
        city.roads().ifPresent(r -> add("roads", r.getFileName()));
        city.tiles().ifPresent(t -> add("tiles", host(t)));
        add("console", city.address(), city.port());
        city.publicAddress().ifPresent(a -> add("publicAddress", a));
        add("mode", city.safeguards().live() ? "live" : "exercise");
        city.safeguards()
                .assessment()
                .ifPresent(a -> add("assessment", a.name(), "SHA-256 " + a.sha256()));
        city.safeguards()
                .signers()
                .forEach(
                        s ->
                                add(
                                        "signer",
                                        s.name(),
                                        Base64.getEncoder().encodeToString(s.key().getEncoded())));
        add("budget", city.evidence());
        add("deadlines", city.deadlines());
        add("signIn", city.signIn().secondFactor() ? "second factor for everybody" : "");
        city.signIn().provider().ifPresent(q -> add("provider", q.name(), host(q.issuer())));
        city.tls().ifPresent(t -> add("tls", t.certificate().getFileName()));
        city.witnesses().forEach(w -> add("witness", w.contains("://") ? host(w) : "a file"));
        add("retention", city.keeping().retention());
        city.clock().ntp().ifPresent(n -> add("ntp", n.host()));
        if (city.compute() != Compute.CPU) {
            add("compute", Compute.GPU.name());
        }
        city.pointsLine().ifPresent(m -> add("pointsMqtt", host(m.broker()), m.topic()));
    }

    private void station(Station s) {
        add(
                "station",
                s.id(),
                s.name(),
                s.place(),
                "hours " + hours(s.hours()),
                "phone " + s.phone().orElse("none"),
                s.boundary().map(b -> "boundary of " + b.getNumPoints() + " points").orElse(""));
    }

    /** As the settings write them. */
    public static String hours(OpeningHours hours) {
        return hours.from().equals(hours.until()) ? "always" : hours.from() + "-" + hours.until();
    }

    private void unit(Unit u) {
        add(
                "unit",
                u.id(),
                u.name(),
                "station " + u.stationId(),
                u.womenOfficers() ? "women officers" : "",
                u.position().map(p -> "post " + p.place()).orElse(""));
    }

    private void camera(Camera c) {
        add(
                "camera",
                c.id(),
                c.name(),
                "site " + c.siteId(),
                c.place(),
                address(c.source()),
                "expression " + c.cues().expression(),
                "sign " + c.cues().sign());
    }

    private void channel(Channel c) {
        add(
                "channel",
                c.id(),
                c.address().type(),
                where(c.address()),
                "from " + c.from(),
                "stations " + (c.stations().isEmpty() ? "all" : String.join(" ", c.stations())),
                "exercises " + c.exercises(),
                "timeout " + c.timeout().toMillis() / 1000.0 + " s",
                "attempts " + c.attempts());
    }

    /** Where a channel leads, without what may be secret in it. */
    public static String where(Channel.Address address) {
        if (address instanceof Channel.Webhook webhook) {
            return host(webhook.url()) + " " + webhook.format();
        } else if (address instanceof Channel.Mqtt mqtt) {
            return host(mqtt.broker()) + " " + mqtt.topic() + " " + mqtt.format();
        } else if (address instanceof Channel.Mail mail) {
            return mail.host() + ":" + mail.port() + " to " + String.join(", ", mail.to());
        } else if (address instanceof Channel.Sms sms) {
            return host(sms.url()) + " to " + sms.to();
        }
        return "";
    }

    /** A camera's address without name, password and parameters. */
    public static String address(String source) {
        return Address.withoutSecrets(source)
                .replaceFirst("://\\S*@", "://")
                .replaceFirst("\\?.*$", "");
    }

    /** Scheme and host alone: the path of a webhook may be its secret. */
    private static String host(String url) {
        return address(url).replaceFirst("^(\\w+://[^/]*).*$", "$1");
    }

    private void add(Object... words) {
        List<String> said = new ArrayList<>();
        for (Object word : words) {
            Optional.of(String.valueOf(word).replace('\n', ' '))
                    .filter(w -> !w.isBlank())
                    .ifPresent(said::add);
        }
        lines.add(said.get(0) + " " + String.join(", ", said.subList(1, said.size())));
    }
}
