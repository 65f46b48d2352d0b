package org.pukar.server.web;

import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.pukar.incident.Event;
import org.pukar.incident.Incident;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.audit.AuditLog.Act;
import org.pukar.server.desk.Desk;
import org.pukar.server.settings.City;
import org.pukar.server.settings.PresentCameras;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.IncidentStore.Kept;
import org.pukar.server.store.KnownStore;
import org.pukar.server.store.OpinionStore;
import org.pukar.server.store.OpinionStore.Says;
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
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The reviewer's page: what rings, one incident at a time, and the three decisions. */
@Controller
class DeskPage {
    /** Why nothing needs to be sent. None is chosen beforehand. */
    static final List<String> DISMISSALS =
            List.of(
                    "laughter or play",
                    "talk or argument without need of help",
                    "nobody there any more",
                    "not a face",
                    "other");

    static final List<String> DOUBTS =
            List.of("picture too poor", "too little to see", "people left the picture", "other");

    private static final int LATEST_ENDED = 8;

    /** A supervisor's page rings from this many missed deadlines on. */
    private static final int SUPERVISOR_FROM = 3;

    private final Desk desk;
    private final City city;
    private final PresentCameras cameras;
    private final IncidentStore incidents;
    private final EvidenceStore evidence;
    private final RequestStore requests;
    private final OpinionStore opinions;
    private final KnownStore known;
    private final AuditLog audit;
    private final PageModel everywhere;
    private final Grants grants;

    DeskPage(
            Desk desk,
            City city,
            PresentCameras cameras,
            IncidentStore incidents,
            EvidenceStore evidence,
            RequestStore requests,
            OpinionStore opinions,
            KnownStore known,
            AuditLog audit,
            PageModel everywhere,
            Grants grants) {
        this.desk = desk;
        this.city = city;
        this.cameras = cameras;
        this.incidents = incidents;
        this.evidence = evidence;
        this.requests = requests;
        this.opinions = opinions;
        this.known = known;
        this.audit = audit;
        this.everywhere = everywhere;
        this.grants = grants;
    }

    @GetMapping("/desk")
    String desk(Model model, Principal who) {
        addList(model, who, "");
        return "desk";
    }

    @GetMapping("/desk/list")
    String list(Model model, Principal who, @RequestParam(defaultValue = "") String selected) {
        addList(model, who, selected);
        return "desk :: list";
    }

    private void addList(Model model, Principal who, String selected) {
        Optional<String> post = everywhere.post(who);
        model.addAttribute("open", incidents.open().stream().filter(k -> rings(k, post)).toList());
        model.addAttribute("ended", incidents.ended(LATEST_ENDED, grants.since(who)));
        model.addAttribute("selected", selected);
        model.addAttribute("now", desk.now());
        model.addAttribute("ringsFrom", everywhere.isSupervisor(who) ? SUPERVISOR_FROM : 0);
        model.addAttribute("post", post.map(city::targetName).orElse("control room"));
    }

    /** A station's desk has its own; from the second missed deadline on every desk rings. */
    private static boolean rings(Kept kept, Optional<String> post) {
        return post.isEmpty()
                || kept.stationId().equals(post.get())
                || kept.incident().urgency() >= 2;
    }

    @GetMapping("/desk/{id}")
    String incident(@PathVariable UUID id, Model model, Principal who) {
        addList(model, who, id.toString());
        addCard(model, id);
        return "desk";
    }

    @GetMapping("/desk/{id}/card")
    String card(@PathVariable UUID id, Model model) {
        addCard(model, id);
        return "desk :: card";
    }

    private void addCard(Model model, UUID id) {
        Kept kept = kept(id);
        Incident incident = kept.incident();
        model.addAttribute("incident", incident);
        model.addAttribute("station", city.targetName(kept.stationId()));
        model.addAttribute("site", kept.where());
        model.addAttribute("history", incidents.history(id));
        model.addAttribute("sentTo", incident.sentTo().map(city::targetName).orElse(""));
        model.addAttribute("dismissals", DISMISSALS);
        model.addAttribute("doubts", DOUBTS);
        model.addAttribute("recalls", ReviewPage.RECALLS);
        model.addAttribute("says", Says.values());
        model.addAttribute("opinions", opinions.of(id));
        model.addAttribute("requests", requests.ofIncident(id));
        model.addAttribute("exercise", kept.exercise());
        model.addAttribute("known", known.verdict(id));
        model.addAttribute("now", desk.now());
    }

    private Kept kept(UUID id) {
        return incidents
                .find(id)
                .orElseThrow(
                        () ->
                                new ResponseStatusException(
                                        HttpStatus.NOT_FOUND, "there is no such incident"));
    }

    /**
     * A signal with what the plot needs.
     *
     * @param looks JSON, as it is kept
     * @param pictures how many there are
     */
    record Seen(UUID id, String camera, String at, double threshold, String looks, int pictures) {}

    @GetMapping("/desk/{id}/signals.json")
    @ResponseBody
    List<Seen> signals(@PathVariable UUID id) {
        kept(id);
        return incidents.signals(id).stream()
                .map(
                        s ->
                                new Seen(
                                        s.id(),
                                        cameras.name(s.cameraId()),
                                        s.at().toString(),
                                        s.threshold(),
                                        s.looks(),
                                        evidence.pictures(s.id()).size()))
                .toList();
    }

    /**
     * One masked picture of an incident that has not been dismissed and has not expired: else there
     * is none.
     */
    @GetMapping(
            value = "/desk/{id}/pictures/{signal}/{number}.jpg",
            produces = MediaType.IMAGE_JPEG_VALUE)
    ResponseEntity<byte[]> picture(
            @PathVariable UUID id,
            @PathVariable UUID signal,
            @PathVariable int number,
            Principal who) {
        return evidence.find(id, signal, number)
                .map(jpeg -> everywhere.marked(jpeg, who, desk.now()))
                .map(jpeg -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(jpeg))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    @PostMapping("/desk/{id}/claim")
    String claim(@PathVariable UUID id, Principal who, RedirectAttributes said) {
        return act(id, new Event.Claimed(desk.now(), who.getName()), who, "looks at it", said);
    }

    @PostMapping("/desk/{id}/confirm")
    String confirm(@PathVariable UUID id, Principal who, RedirectAttributes said) {
        return act(
                id, new Event.Confirmed(desk.now(), who.getName()), who, "wants help sent", said);
    }

    @PostMapping("/desk/{id}/dismiss")
    String dismiss(
            @PathVariable UUID id,
            Principal who,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String words,
            RedirectAttributes said) {
        Reason why = Reason.of(DISMISSALS, reason, words, "say why before you dismiss it");
        return why.refusal().isPresent()
                ? refuse(id, why.refusal().get(), said)
                : act(
                        id,
                        new Event.Dismissed(desk.now(), who.getName(), why.text()),
                        who,
                        "dismissed: " + why.text(),
                        said);
    }

    @PostMapping("/desk/{id}/doubt")
    String doubt(
            @PathVariable UUID id,
            Principal who,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String words,
            RedirectAttributes said) {
        Reason why = Reason.of(DOUBTS, reason, words, "say why you can't tell");
        return why.refusal().isPresent()
                ? refuse(id, why.refusal().get(), said)
                : act(
                        id,
                        new Event.CouldNotTell(desk.now(), who.getName(), why.text()),
                        who,
                        "can't tell: " + why.text(),
                        said);
    }

    private String act(
            UUID id, Event event, Principal who, String detail, RedirectAttributes said) {
        Optional<String> refusal = desk.act(id, event, who.getName(), detail);
        if (refusal.isPresent()) {
            return refuse(id, refusal.get(), said);
        }
        audit.add(who.getName(), Act.DECIDED, Optional.of(id), Reason.withoutWords(detail));
        return "redirect:/desk/" + id;
    }

    private static String refuse(UUID id, String why, RedirectAttributes said) {
        said.addFlashAttribute("refusal", why);
        return "redirect:/desk/" + id;
    }
}
