package org.pukar.server.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.pukar.evidence.Rank;
import org.pukar.server.channel.Channels;
import org.pukar.server.clock.ClockWatch;
import org.pukar.server.point.PointWatch;
import org.pukar.server.settings.City;
import org.pukar.server.store.AccountStore;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Watched;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * What every page shows: the city, who is signed in, which cameras show no street, and how things
 * are worded in the reader's language.
 */
@ControllerAdvice
class PageModel {
    private final City city;
    private final Watched watch;
    private final AccountStore accounts;
    private final PointWatch points;
    private final Channels channels;
    private final ClockWatch clocks;
    private final MessageSource messages;
    private final Sentences sentences;
    private final DateTimeFormatter time;
    private final DateTimeFormatter day;

    PageModel(
            City city,
            Watched watch,
            AccountStore accounts,
            PointWatch points,
            Channels channels,
            ClockWatch clocks,
            MessageSource messages)
            throws IOException {
        this.city = city;
        this.watch = watch;
        this.accounts = accounts;
        this.points = points;
        this.channels = channels;
        this.clocks = clocks;
        this.messages = messages;
        this.sentences = new Sentences(messages);
        this.day =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(city.zone());
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(city.zone());
    }

    @ModelAttribute
    void everywhere(Model model, HttpServletRequest request) {
        Optional<Principal> who = Optional.ofNullable(request.getUserPrincipal());
        model.addAttribute("city", city);
        model.addAttribute("words", this);
        model.addAttribute("theme", theme(request));
        model.addAttribute("person", who.map(Principal::getName).orElse(""));
        if (who.isEmpty() || request.getRequestURI().startsWith("/api/")) {
            return; // whoever asks for help waits for nothing
        }
        List<CameraStatus> down =
                watch.statuses().stream().filter(s -> s.fault().isPresent()).toList();
        model.addAttribute("down", down);
        model.addAttribute(
                "silentPoints",
                points.statuses().stream().filter(PointWatch.Status::down).toList());
        model.addAttribute("failing", channels.faults());
        model.addAttribute("clocks", clocks.faults());
        model.addAttribute("pages", Navigation.of(request));
    }

    /** The station or unit that someone works at; empty for the control room. */
    Optional<String> post(Principal who) {
        return accounts.find(who.getName()).flatMap(AccountStore.Account::post);
    }

    boolean isSupervisor(Principal who) {
        return accounts.find(who.getName())
                .filter(a -> a.role() == AccountStore.Role.SUPERVISOR)
                .isPresent();
    }

    /** The time of day in the city. */
    public String time(Instant at) {
        return time.format(at);
    }

    /** The day and the time of day in the city. */
    public String day(Instant at) {
        return day.format(at);
    }

    /** The day and the time of day in the city, to the second. */
    public String second(Instant at) {
        return day(at).substring(0, 11) + time(at);
    }

    /** A picture with the name of whoever looks across it, and the minute. */
    byte[] marked(byte[] jpeg, Principal who, Instant now) {
        return Watermark.on(jpeg, who.getName(), day(now));
    }

    /** What is known of a signal, and no more. */
    public String rank(Rank rank) {
        return text("Rank." + rank);
    }

    /** What the desk may take as known of a signal. */
    public String known(Rank rank) {
        return text("known." + rank);
    }

    /** An enum's name as words: the message CLASS.NAME, such as {@code State.ON_SCENE}. */
    public String plain(Enum<?> name) {
        return text(name.getDeclaringClass().getSimpleName() + "." + name.name());
    }

    /** An English sentence of the server's in the reader's language, where a message holds it. */
    public String say(String english) {
        return sentences.in(LocaleContextHolder.getLocale(), english);
    }

    private String text(String key) {
        return messages.getMessage(key, new Object[0], LocaleContextHolder.getLocale());
    }

    /** The theme that was chosen, dark or light; empty where the browser's own wish counts. */
    private static String theme(HttpServletRequest request) {
        return Stream.of(Optional.ofNullable(request.getCookies()).orElse(new Cookie[0]))
                .filter(c -> c.getName().equals("theme"))
                .map(Cookie::getValue)
                .filter(Set.of("dark", "light")::contains)
                .findFirst()
                .orElse("");
    }
}
