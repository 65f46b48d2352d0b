package org.pukar.server.web;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.pukar.base.GeoPoint;
import org.pukar.incident.Event;
import org.pukar.incident.Incident;
import org.pukar.incident.Outcome;
import org.pukar.routing.Station;
import org.pukar.routing.Unit;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.audit.AuditLog.Act;
import org.pukar.server.desk.Desk;
import org.pukar.server.settings.City;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.IncidentStore.Kept;
import org.pukar.server.store.IncidentStore.KeptSignal;
import org.pukar.server.store.PositionStore;
import org.pukar.server.store.RequestStore;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The officer's page, for an old phone: what to do, where, and how it ended. */
@Controller
class OfficerPage {
    private final Desk desk;
    private final City city;
    private final IncidentStore incidents;
    private final PositionStore positions;
    private final RequestStore requests;
    private final EvidenceStore evidence;
    private final AuditLog audit;
    private final PageModel everywhere;

    OfficerPage(
            Desk desk,
            City city,
            IncidentStore incidents,
            PositionStore positions,
            RequestStore requests,
            EvidenceStore evidence,
            AuditLog audit,
            PageModel everywhere) {
        this.desk = desk;
        this.city = city;
        this.incidents = incidents;
        this.positions = positions;
        this.requests = requests;
        this.evidence = evidence;
        this.audit = audit;
        this.everywhere = everywhere;
    }

    @GetMapping("/officer")
    String page(Model model, Principal who) {
        addCalls(model, who);
        return "officer";
    }

    @GetMapping("/officer/calls")
    String calls(Model model, Principal who) {
        addCalls(model, who);
        return "officer :: calls";
    }

    private void addCalls(Model model, Principal who) {
        String post = post(who);
        model.addAttribute("postName", city.targetName(post));
        model.addAttribute("isUnit", city.units().stream().anyMatch(u -> u.id().equals(post)));
        model.addAttribute(
                "calls", incidents.open().stream().filter(k -> isFor(k.incident(), post)).toList());
        model.addAttribute("now", desk.now());
    }

    private String post(Principal who) {
        return everywhere.post(who).orElse("");
    }

    /** A station's officers also answer for its units. */
    private boolean isFor(Incident incident, String post) {
        return incident.state().helpSent()
                && incident.sentTo()
                        .filter(
                                to ->
                                        to.equals(post)
                                                || city.stationOf(to)
                                                        .filter(s -> s.id().equals(post))
                                                        .isPresent())
                        .isPresent();
    }

    @GetMapping("/officer/{id}")
    String call(@PathVariable UUID id, Model model, Principal who) {
        addCall(model, id, who);
        audit.look(who.getName(), Act.LOOKED_AT_INCIDENT, Optional.of(id), "");
        return "call";
    }

    /** A page that stays open while the call goes to another unit must say so. */
    @GetMapping("/officer/{id}/card")
    String card(@PathVariable UUID id, Model model, Principal who) {
        if (findMine(id, who).isEmpty()) {
            return "call :: gone";
        }
        addCall(model, id, who);
        audit.look(who.getName(), Act.LOOKED_AT_INCIDENT, Optional.of(id), "");
        return "call :: card";
    }

    /** The masked picture of the moment of a call's latest signal, if there is one. */
    @GetMapping(value = "/officer/{id}/picture.jpg", produces = MediaType.IMAGE_JPEG_VALUE)
    ResponseEntity<byte[]> picture(@PathVariable UUID id, Principal who) {
        mine(id, who);
        Optional<byte[]> jpeg = latest(id).flatMap(s -> picture(id, s));
        jpeg.ifPresent(p -> audit.look(who.getName(), Act.LOOKED_AT_PICTURES, Optional.of(id), ""));
        return jpeg.map(p -> everywhere.marked(p, who, desk.now()))
                .map(p -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(p))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private Optional<KeptSignal> latest(UUID id) {
        return incidents.signals(id).stream()
                .filter(s -> !evidence.pictures(s.id()).isEmpty())
                .reduce((first, second) -> second);
    }

    private Optional<byte[]> picture(UUID id, KeptSignal signal) {
        List<Instant> times = evidence.pictures(signal.id());
        int number = 0;
        while (number + 1 < times.size() && !times.get(number + 1).isAfter(signal.at())) {
            number++;
        }
        return evidence.find(id, signal.id(), number);
    }

    private void addCall(Model model, UUID id, Principal who) {
        Kept kept = mine(id, who);
        model.addAttribute("incident", kept.incident());
        model.addAttribute("site", kept.where());
        model.addAttribute("requests", requests.ofIncident(id));
        model.addAttribute("exercise", kept.exercise());
        model.addAttribute("hasPicture", latest(id).isPresent());
        model.addAttribute(
                "deskPhone", city.stationOf(kept.stationId()).flatMap(Station::phone).orElse(""));
        model.addAttribute("found", Outcome.Found.values());
        model.addAttribute("answers", Outcome.Answer.values());
        model.addAttribute("now", desk.now());
    }

    /** A call that was sent to this post; after its end its officers may still see how it ended. */
    private Kept mine(UUID id, Principal who) {
        return findMine(id, who)
                .orElseThrow(
                        () ->
                                new ResponseStatusException(
                                        HttpStatus.NOT_FOUND,
                                        "there is no such call for your post"));
    }

    private Optional<Kept> findMine(UUID id, Principal who) {
        return incidents
                .find(id)
                .filter(k -> isFor(k.incident(), post(who)) || wasFor(k.incident(), post(who)));
    }

    private static boolean wasFor(Incident incident, String post) {
        return incident.state().ended() && incident.sentTo().equals(Optional.of(post));
    }

    @PostMapping("/officer/{id}/acknowledge")
    String acknowledge(@PathVariable UUID id, Principal who, RedirectAttributes said) {
        mine(id, who);
        return act(
                id,
                new Event.Acknowledged(desk.now(), who.getName()),
                who,
                Act.ANSWERED,
                "on the way",
                said);
    }

    @PostMapping("/officer/{id}/arrive")
    String arrive(@PathVariable UUID id, Principal who, RedirectAttributes said) {
        mine(id, who);
        return act(
                id,
                new Event.Arrived(desk.now(), who.getName()),
                who,
                Act.ANSWERED,
                "on scene",
                said);
    }

    /** The form as it comes: every question must have an answer, and "unknown" is one. */
    record Report(
            Optional<Outcome.Found> found,
            Optional<Outcome.Answer> wantedHelp,
            Optional<Outcome.Answer> stopped,
            Optional<Outcome.Answer> searched,
            Optional<Outcome.Answer> askedForId,
            Optional<Outcome.Answer> detained,
            Optional<String> note) {
        boolean complete() {
            return List.of(found, wantedHelp, stopped, searched, askedForId, detained).stream()
                    .allMatch(Optional::isPresent);
        }
    }

    @PostMapping("/officer/{id}/outcome")
    String outcome(@PathVariable UUID id, Report report, Principal who, RedirectAttributes said) {
        mine(id, who);
        if (!report.complete()) {
            said.addFlashAttribute("refusal", "every question needs an answer; \"unknown\" is one");
            return "redirect:/officer/" + id;
        }
        String note = report.note().orElse("").strip();
        Optional<String> bad = Reason.badWords(note, Outcome.LONGEST_NOTE);
        if (bad.isPresent()) {
            said.addFlashAttribute("refusal", bad.get());
            return "redirect:/officer/" + id;
        }
        Outcome outcome =
                new Outcome(
                        report.found().orElseThrow(),
                        report.wantedHelp().orElseThrow(),
                        report.stopped().orElseThrow(),
                        report.searched().orElseThrow(),
                        report.askedForId().orElseThrow(),
                        report.detained().orElseThrow(),
                        note);
        Event event = new Event.Reported(desk.now(), who.getName(), outcome);
        return act(
                id,
                event,
                who,
                Act.REPORTED,
                "reported: " + outcome.found().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                said);
    }

    private String act(
            UUID id,
            Event event,
            Principal who,
            Act logged,
            String detail,
            RedirectAttributes said) {
        String post = post(who);
        Optional<String> refusal =
                desk.act(
                        id,
                        event,
                        who.getName(),
                        detail,
                        kept ->
                                isFor(kept.incident(), post)
                                        ? Optional.empty()
                                        : Optional.of("this call went to somebody else"));
        refusal.ifPresent(why -> said.addFlashAttribute("refusal", why));
        if (refusal.isEmpty()) {
            audit.add(who.getName(), logged, Optional.of(id), detail);
        }
        return "redirect:/officer/" + id;
    }

    /** A unit says where it is; only the last position is kept. */
    @PostMapping("/officer/position")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void position(@RequestParam double latitude, @RequestParam double longitude, Principal who) {
        String post = post(who);
        Unit unit =
                city.units().stream()
                        .filter(u -> u.id().equals(post))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new ResponseStatusException(
                                                HttpStatus.FORBIDDEN,
                                                "only a unit has a position"));
        try {
            positions.save(unit.id(), new GeoPoint(latitude, longitude), desk.now());
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage(), e);
        }
    }
}
