package org.pukar.server.web;

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.pukar.camera.Camera;
import org.pukar.incident.Deadlines;
import org.pukar.routing.Station;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.audit.AuditLog.Act;
import org.pukar.server.channel.Channels;
import org.pukar.server.settings.City;
import org.pukar.server.settings.PresentCameras;
import org.pukar.server.settings.SettingsText;
import org.pukar.server.store.SettingsStore;
import org.pukar.server.store.SettingsStore.Kept;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/** The settings that are in force, how the channels do, and how the settings changed. */
@Controller
class SettingsPage {
    private static final int DEAD_SHOWN = 50;
    private static final int CHANGES_SHOWN = 20;

    private final City city;
    private final PresentCameras cameras;
    private final Channels channels;
    private final SettingsStore store;
    private final AuditLog audit;
    private final FigureWords say;

    SettingsPage(
            City city,
            PresentCameras cameras,
            Channels channels,
            SettingsStore store,
            AuditLog audit,
            MessageSource messages) {
        this.city = city;
        this.cameras = cameras;
        this.channels = channels;
        this.store = store;
        this.audit = audit;
        this.say = new FigureWords(messages);
    }

    /** A deadline, by the key of its name. */
    record Deadline(String text, double seconds) {}

    /**
     * What changed at a start, or of cameras while it ran; nothing for the first text that was
     * kept.
     */
    record Change(Instant at, boolean first, List<LineDiff.Line> lines) {
        Change {
            lines = List.copyOf(lines);
        }
    }

    @GetMapping("/settings")
    String page(Model model) {
        model.addAttribute("deadlines", deadlines(city.deadlines()));
        model.addAttribute("cameras", cameras.list());
        model.addAttribute("changes", changes());
        model.addAttribute("shown", this);
        model.addAttribute("say", say);
        channels(model);
        return "settings";
    }

    @GetMapping("/settings/channels")
    String channels(Model model) {
        model.addAttribute("channels", channels.statuses());
        model.addAttribute("dead", channels.dead(DEAD_SHOWN));
        return "settings :: channels";
    }

    /** A dead letter is tried again. */
    @PostMapping("/settings/alerts/{id}/again")
    String again(@PathVariable UUID id, Principal who) {
        if (!channels.again(id)) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "there is no alert of this id that was given up");
        }
        audit.add(who.getName(), Act.TRIED_ALERT_AGAIN, Optional.empty(), id.toString());
        return "redirect:/settings#channels";
    }

    /** A camera's address, without its password. */
    public String address(Camera camera) {
        return SettingsText.address(camera.source());
    }

    /** When a station's desk is open. */
    public String hours(Station station) {
        return SettingsText.hours(station.hours());
    }

    /** Where a channel leads. */
    public String where(String id) {
        return city.channels().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .map(c -> SettingsText.where(c.address()))
                .orElse("");
    }

    private List<Change> changes() {
        List<Kept> kept = store.latest(CHANGES_SHOWN + 1);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < Math.min(kept.size(), CHANGES_SHOWN); i++) {
            boolean first = i + 1 == kept.size();
            List<LineDiff.Line> lines =
                    first ? List.of() : LineDiff.of(lines(kept.get(i + 1)), lines(kept.get(i)));
            changes.add(new Change(kept.get(i).at(), first, lines));
        }
        return changes;
    }

    private static List<String> lines(Kept kept) {
        return kept.text().lines().toList();
    }

    private static List<Deadline> deadlines(Deadlines d) {
        return List.of(
                deadline("settings.claimWish", d.claimWish()),
                deadline("settings.claimExpression", d.claimExpression()),
                deadline("settings.review", d.review()),
                deadline("settings.expire", d.expire()),
                deadline("settings.answer", d.answer()),
                deadline("settings.retry", d.retry()),
                deadline("settings.outcome", d.outcome()),
                deadline("settings.group", d.group()));
    }

    private static Deadline deadline(String text, Duration time) {
        return new Deadline(text, time.toMillis() / 1000.0);
    }
}
