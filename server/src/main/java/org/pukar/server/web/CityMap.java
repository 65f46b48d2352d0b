package org.pukar.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pukar.base.GeoPoint;
import org.pukar.routing.Unit;
import org.pukar.server.desk.Desk;
import org.pukar.server.point.PointWatch;
import org.pukar.server.settings.City;
import org.pukar.server.store.AccountStore.Role;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.IncidentStore.Kept;
import org.pukar.server.store.PositionStore;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Watched;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/**
 * The whole city on a map and, with the same content, in a list: sites, cameras, panic points,
 * stations, units, and for those who decide on them the open incidents.
 */
@Controller
class CityMap {
    private final City city;
    private final Desk desk;
    private final Watched watch;
    private final PointWatch points;
    private final PositionStore positions;
    private final IncidentStore incidents;
    private final PageModel words;
    private final MessageSource messages;

    CityMap(
            City city,
            Desk desk,
            Watched watch,
            PointWatch points,
            PositionStore positions,
            IncidentStore incidents,
            PageModel words,
            MessageSource messages) {
        this.city = city;
        this.desk = desk;
        this.watch = watch;
        this.points = points;
        this.positions = positions;
        this.incidents = incidents;
        this.words = words;
        this.messages = messages;
    }

    /** What a pin is; the name is a class of the style sheet, the order that of the list. */
    public enum Kind {
        INCIDENT,
        SITE,
        CAMERA,
        POINT,
        STATION,
        UNIT
    }

    /**
     * Something with a place.
     *
     * @param state in the reader's words; may be empty
     * @param bad whether it does not work, or asks for somebody
     * @param link the page of it; empty: none
     */
    record Pin(
            Kind kind,
            String name,
            String state,
            boolean bad,
            String link,
            Optional<GeoPoint> place) {}

    /** A pin as the script reads it. */
    record Drawn(
            String kind,
            String text,
            boolean bad,
            String link,
            double latitude,
            double longitude) {}

    /** Pins of one kind. */
    record Group(Kind kind, List<Pin> pins) {}

    @GetMapping("/map/city")
    String page(Model model, HttpServletRequest request) {
        list(model, request);
        return "map";
    }

    @GetMapping("/map/city/list")
    String list(Model model, HttpServletRequest request) {
        List<Pin> all = pins(request);
        model.addAttribute(
                "groups",
                Stream.of(Kind.values())
                        .map(k -> new Group(k, all.stream().filter(p -> p.kind() == k).toList()))
                        .filter(g -> !g.pins().isEmpty())
                        .toList());
        return "map :: list";
    }

    @GetMapping("/map/pins.json")
    @ResponseBody
    List<Drawn> drawn(HttpServletRequest request) {
        return pins(request).stream()
                .flatMap(
                        p ->
                                p.place().stream()
                                        .map(
                                                at ->
                                                        new Drawn(
                                                                p.kind().name(),
                                                                text(p),
                                                                p.bad(),
                                                                p.link(),
                                                                at.latitude(),
                                                                at.longitude())))
                .toList();
    }

    private static String text(Pin pin) {
        return pin.state().isEmpty() ? pin.name() : pin.name() + " · " + pin.state();
    }

    private List<Pin> pins(HttpServletRequest request) {
        List<Pin> pins = new ArrayList<>();
        city.sites().forEach(s -> pins.add(pin(Kind.SITE, s.name(), "", s.place())));
        watch.statuses().forEach(s -> pins.add(camera(s)));
        points.statuses().forEach(s -> pins.add(point(s)));
        city.stations().forEach(s -> pins.add(pin(Kind.STATION, s.name(), "", s.place())));
        Instant now = desk.now();
        positions.placed(city.units()).forEach(u -> pins.add(unit(u, now)));
        if (decides(request)) {
            incidents.open().forEach(k -> pins.add(incident(k)));
        }
        return pins;
    }

    private static boolean decides(HttpServletRequest request) {
        return Stream.of(Role.REVIEWER, Role.SUPERVISOR)
                .anyMatch(r -> request.isUserInRole(r.name()));
    }

    private static Pin pin(Kind kind, String name, String state, GeoPoint place) {
        return new Pin(kind, name, state, false, "", Optional.of(place));
    }

    private Pin camera(CameraStatus s) {
        return new Pin(
                Kind.CAMERA,
                s.camera().name(),
                s.refused().isPresent()
                        ? say("cameras.refused")
                        : s.fault().map(words::plain).orElseGet(() -> say("cameras.live")),
                s.fault().isPresent(),
                "",
                Optional.of(s.camera().place()));
    }

    private Pin point(PointWatch.Status s) {
        return new Pin(
                Kind.POINT,
                s.point().name(),
                s.trouble()
                        .map(t -> say("points.trouble." + t.name()))
                        .orElseGet(() -> say("points.well")),
                s.down(),
                "",
                Optional.of(s.point().place()));
    }

    private Pin unit(Unit u, Instant now) {
        return new Pin(
                Kind.UNIT,
                u.name(),
                u.position().map(p -> age(p, now)).orElseGet(() -> say("citymap.nowhere")),
                false,
                "",
                u.position().map(Unit.Fix::place));
    }

    /** A post of the settings counts as there until the unit's phone says otherwise. */
    private String age(Unit.Fix fix, Instant now) {
        Duration age = Duration.between(fix.at(), now);
        return fix.at().equals(Instant.MAX) || age.isNegative()
                ? say("citymap.post")
                : say("citymap.age", age.toMinutes());
    }

    private Pin incident(Kept k) {
        return new Pin(
                Kind.INCIDENT,
                k.where().name() + " · " + words.rank(k.incident().rank()),
                words.plain(k.incident().state())
                        + k.exercise()
                                .filter(e -> e == IncidentStore.Exercise.DRILL)
                                .map(e -> " · " + say("review.exercise"))
                                .orElse(""),
                true,
                "/desk/" + k.incident().id(),
                Optional.of(k.where().place()));
    }

    private String say(String key, Object... about) {
        return messages.getMessage(
                key,
                Stream.of(about).map(String::valueOf).toArray(),
                LocaleContextHolder.getLocale());
    }
}
