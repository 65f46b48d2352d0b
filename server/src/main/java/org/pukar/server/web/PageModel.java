package org.pukar.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pukar.evidence.Rank;
import org.pukar.server.settings.City;
import org.pukar.server.store.AccountStore;
import org.pukar.server.watch.CameraStatus;
import org.pukar.server.watch.Watch;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * What every page shows: the city, who is signed in, which cameras show no street, and how things
 * are worded.
 */
@ControllerAdvice
class PageModel {
    private final City city;
    private final Watch watch;
    private final AccountStore accounts;
    private final DateTimeFormatter time;

    PageModel(City city, Watch watch, AccountStore accounts) {
        this.city = city;
        this.watch = watch;
        this.accounts = accounts;
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(city.zone());
    }

    @ModelAttribute
    void everywhere(Model model, HttpServletRequest request) {
        Optional<Principal> who = Optional.ofNullable(request.getUserPrincipal());
        model.addAttribute("city", city);
        model.addAttribute("words", this);
        model.addAttribute("person", who.map(Principal::getName).orElse(""));
        List<CameraStatus> down =
                watch.statuses().stream().filter(s -> s.fault().isPresent()).toList();
        model.addAttribute("down", down);
    }

    /** The station or unit that someone works at; empty for the control room. */
    Optional<String> post(Principal who) {
        return accounts.find(who.getName()).flatMap(AccountStore.Account::post);
    }

    /** The time of day in the city. */
    public String time(Instant at) {
        return time.format(at);
    }

    /** What is known of a signal, and no more. */
    public String rank(Rank rank) {
        return switch (rank) {
            case REQUEST -> "Someone asks for help";
            case SIGN -> "Signal for Help, unverified";
            case EXPRESSION -> "Expression like fear, unverified";
        };
    }

    /** What the desk may take as known of a signal. */
    public String known(Rank rank) {
        return switch (rank) {
            case REQUEST -> "Someone asked for help.";
            case SIGN ->
                    "A camera read the one-handed Signal for Help: palm open, thumb tucked, fingers"
                            + " folded.";
            case EXPRESSION ->
                    "A camera read an expression like fear for several seconds, unlike this face"
                            + " before.";
        };
    }

    /** An enum's name as words. */
    public String plain(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
