package org.pukar.server.web;

import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.pukar.incident.Event;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.audit.AuditLog.Act;
import org.pukar.server.desk.Desk;
import org.pukar.server.store.OpinionStore.Opinion;
import org.pukar.server.store.OpinionStore.Says;
import org.pukar.server.store.RequestStore;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Beside the three decisions: another person's look, and calling help back. */
@Controller
class ReviewPage {
    /** Why help is called back. None is chosen beforehand. */
    static final List<String> RECALLS =
            List.of("the person says they are fine", "pressed by mistake", "a test", "other");

    private static final int LONGEST_WORDS = 300;

    private final Desk desk;
    private final RequestStore requests;
    private final AuditLog audit;

    ReviewPage(Desk desk, RequestStore requests, AuditLog audit) {
        this.desk = desk;
        this.requests = requests;
        this.audit = audit;
    }

    @PostMapping("/desk/{id}/opinion")
    String ask(@PathVariable UUID id, Principal who, RedirectAttributes said) {
        Event event = new Event.OpinionAsked(desk.now(), who.getName());
        return done(
                id,
                who,
                desk.act(id, event, who.getName(), "asks for another look"),
                "asks for another look",
                said);
    }

    @PostMapping("/desk/{id}/opinion/mine")
    String give(
            @PathVariable UUID id,
            Principal who,
            @RequestParam Optional<Says> says,
            @RequestParam(defaultValue = "") String words,
            RedirectAttributes said) {
        if (says.isEmpty()) {
            return refuse(id, "choose what you think", said);
        }
        Optional<String> bad = Reason.badWords(words.strip(), LONGEST_WORDS);
        if (bad.isPresent()) {
            return refuse(id, bad.get(), said);
        }
        Opinion opinion = new Opinion(who.getName(), desk.now(), says.get(), words.strip());
        return done(id, who, desk.say(id, opinion), "gave an opinion", said);
    }

    @PostMapping("/desk/{id}/recall")
    String recall(
            @PathVariable UUID id,
            Principal who,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "false") boolean despite,
            RedirectAttributes said) {
        boolean forced =
                requests.ofIncident(id).stream()
                        .anyMatch(r -> r.duressAt().isPresent() && r.withdrawnAt().isEmpty());
        if (forced && !despite) {
            return refuse(
                    id,
                    "someone may be forcing the person: tick the box to call help back all the"
                            + " same",
                    said);
        }
        Reason why = Reason.of(RECALLS, reason, words, "say why before you call help back");
        if (why.refusal().isPresent()) {
            return refuse(id, why.refusal().get(), said);
        }
        Event event = new Event.Recalled(desk.now(), who.getName(), why.text());
        String detail = "called back: " + why.text();
        return done(id, who, desk.act(id, event, who.getName(), detail), detail, said);
    }

    private String done(
            UUID id,
            Principal who,
            Optional<String> refusal,
            String detail,
            RedirectAttributes said) {
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
