package org.pukar.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.pukar.server.audit.AuditLog.Act;
import org.pukar.server.audit.LogClock;
import org.pukar.server.audit.LogEntries;
import org.pukar.server.audit.LogEntries.Asked;
import org.pukar.server.audit.PublishedLog;
import org.pukar.server.audit.SignedHead;
import org.pukar.server.settings.City;
import org.pukar.server.store.AccountStore.Role;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * The log on the console: all of it for whoever answers for it, one's own for everybody, and of an
 * incident each entry with its proof.
 */
@Controller
class LogPage {
    private static final int AT_ONCE = 100;

    /** Who may see the entries of any incident. {@link Security} decides; this shows. */
    private static final List<Role> MAY_FOLLOW =
            List.of(Role.REVIEWER, Role.SUPERVISOR, Role.PRIVACY);

    private enum Which {
        ALL,
        MINE,
        INCIDENT
    }

    private final City city;
    private final PublishedLog log;
    private final LogClock clock;
    private final LogEntries entries;

    LogPage(City city, PublishedLog log, LogClock clock, LogEntries entries) {
        this.city = city;
        this.log = log;
        this.clock = clock;
        this.entries = entries;
    }

    @GetMapping("/log")
    String all(
            Model model,
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") String act,
            @RequestParam(defaultValue = "") String day,
            @RequestParam Optional<Long> before,
            HttpServletRequest request) {
        Asked asked =
                Asked.everything()
                        .by(Optional.of(person.strip()).filter(p -> !p.isEmpty()))
                        .of(act.isEmpty() ? Optional.empty() : Optional.of(act(act)))
                        .on(day.isEmpty() ? Optional.empty() : Optional.of(day(day)), city.zone());
        model.addAttribute("asked", person.isBlank() ? "" : person.strip());
        model.addAttribute("act", act);
        model.addAttribute("day", day);
        return page(model, Which.ALL, asked, before, request);
    }

    @GetMapping("/log/mine")
    String mine(
            Model model,
            Principal who,
            @RequestParam Optional<Long> before,
            HttpServletRequest request) {
        Asked own = Asked.everything().by(Optional.of(who.getName()));
        return page(model, Which.MINE, own, before, request);
    }

    @GetMapping("/log/incidents/{id}")
    String ofIncident(
            Model model,
            @PathVariable UUID id,
            @RequestParam Optional<Long> before,
            HttpServletRequest request) {
        model.addAttribute("incident", id);
        return page(model, Which.INCIDENT, Asked.everything().about(id), before, request);
    }

    private String page(
            Model model,
            Which which,
            Asked asked,
            Optional<Long> before,
            HttpServletRequest request) {
        List<LogEntries.Placed> found = entries.newest(asked, before, AT_ONCE);
        model.addAttribute("whole", which == Which.ALL);
        model.addAttribute("mine", which == Which.MINE);
        model.addAttribute("entries", found);
        model.addAttribute(
                "older",
                found.size() < AT_ONCE
                        ? ""
                        : Long.toString(found.get(found.size() - 1).entry().id()));
        model.addAttribute("acts", Act.values());
        model.addAttribute(
                "mayFollow", MAY_FOLLOW.stream().anyMatch(r -> request.isUserInRole(r.name())));
        model.addAttribute("head", log.latest().map(SignedHead::head));
        model.addAttribute("witnesses", clock.witnesses());
        return "log";
    }

    private static Act act(String name) {
        try {
            return Act.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "there is no act " + name);
        }
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "a day must be such as 2026-11-25, got " + text);
        }
    }
}
