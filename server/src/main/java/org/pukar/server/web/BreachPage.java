package org.pukar.server.web;

import java.security.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.pukar.server.breach.Breach;
import org.pukar.server.breach.BreachRefusedException;
import org.pukar.server.breach.Breaches;
import org.pukar.server.breach.Draft;
import org.pukar.server.breach.Field;
import org.pukar.server.breach.Notice;
import org.pukar.server.settings.City;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What to do once data may have got out, or in a drill of it: by when, and drafts. */
@Controller
class BreachPage {
    private final City city;
    private final Breaches breaches;
    private final InstantSource clock;

    BreachPage(City city, Breaches breaches, InstantSource clock) {
        this.city = city;
        this.breaches = breaches;
        this.clock = clock;
    }

    /** A breach as the page shows it. */
    record Shown(Breach breach, List<Breach.Due> due) {}

    @GetMapping("/breach")
    String page(Model model) {
        Instant now = clock.instant();
        model.addAttribute(
                "breaches", breaches.list().stream().map(b -> new Shown(b, b.due(now))).toList());
        model.addAttribute("fields", Field.values());
        model.addAttribute("held", breaches.held());
        model.addAttribute(
                "now", LocalDateTime.ofInstant(now, city.zone()).withSecond(0).withNano(0));
        return "breach";
    }

    @GetMapping(value = "/breach/{breach}/{notice}.txt", produces = "text/plain;charset=UTF-8")
    @ResponseBody
    String draft(@PathVariable UUID breach, @PathVariable Notice notice) {
        try {
            Breach found = breaches.breach(breach);
            return Draft.of(notice, found, breaches.held(), city, clock.instant());
        } catch (BreachRefusedException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, e.getMessage());
        }
    }

    @PostMapping("/breach")
    String start(
            Principal who,
            @RequestParam String known,
            @RequestParam boolean drill,
            RedirectAttributes to) {
        return done(() -> breaches.start(who.getName(), drill, moment(known)), to);
    }

    /** A moment of the city's, as a browser's field writes it. */
    private Instant moment(String text) throws BreachRefusedException {
        try {
            return LocalDateTime.parse(text).atZone(city.zone()).toInstant();
        } catch (DateTimeParseException e) {
            throw new BreachRefusedException("say day and time");
        }
    }

    @PostMapping("/breach/{breach}/write")
    String write(
            Principal who,
            @PathVariable UUID breach,
            @RequestParam Field field,
            @RequestParam String words,
            RedirectAttributes to) {
        return done(() -> breaches.write(breach, who.getName(), field, words), to);
    }

    @PostMapping("/breach/{breach}/sent")
    String sent(
            Principal who,
            @PathVariable UUID breach,
            @RequestParam Notice notice,
            RedirectAttributes to) {
        return done(() -> breaches.sent(breach, who.getName(), notice), to);
    }

    @PostMapping("/breach/{breach}/end")
    String end(Principal who, @PathVariable UUID breach, RedirectAttributes to) {
        return done(() -> breaches.end(breach, who.getName()), to);
    }

    private interface Deed {
        void run() throws BreachRefusedException;
    }

    private static String done(Deed deed, RedirectAttributes to) {
        try {
            deed.run();
        } catch (BreachRefusedException e) {
            to.addFlashAttribute("refusal", e.getMessage());
        }
        return "redirect:/breach";
    }
}
