package org.pukar.server.web;

import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pukar.evidence.Rank;
import org.pukar.server.drill.DrillRefusedException;
import org.pukar.server.drill.Drills;
import org.pukar.server.drill.Nightly;
import org.pukar.server.store.DrillStore.Drill;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Drills: how soon each step came, which were missed; and a button that starts one. */
@Controller
class DrillsPage {
    private static final int LATEST = 100;

    private final Drills drills;

    DrillsPage(Drills drills) {
        this.drills = drills;
    }

    /** A drill as the table shows it. */
    record Row(Drill drill, boolean nightly, boolean missed) {
        /** Seconds with one decimal; a hyphen while the step has not come. */
        public static String seconds(Optional<Duration> time) {
            return time.map(t -> String.format(Locale.ROOT, "%.1f", t.toMillis() / 1e3))
                    .orElse("–");
        }
    }

    @GetMapping("/drills")
    String page(Model model) {
        model.addAttribute("ranks", Rank.values());
        table(model);
        return "drills";
    }

    @GetMapping("/drills/table")
    String table(Model model) {
        List<Row> rows =
                drills.latest(LATEST).stream()
                        .map(
                                d ->
                                        new Row(
                                                d,
                                                d.startedBy().equals(Nightly.BY)
                                                        && d.night().isPresent(),
                                                d.missed(drills.now())))
                        .toList();
        model.addAttribute("drills", rows);
        return "drills :: table";
    }

    @PostMapping("/drills")
    String start(
            Principal who,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String rank,
            RedirectAttributes said) {
        Optional<Rank> wanted =
                List.of(Rank.values()).stream().filter(r -> r.name().equals(rank)).findFirst();
        if (site.isEmpty() || wanted.isEmpty()) {
            said.addFlashAttribute("refusal", "choose a site, and what the drill is");
            return "redirect:/drills";
        }
        try {
            drills.start(site, wanted.get(), who.getName());
            said.addFlashAttribute("started", true);
        } catch (DrillRefusedException e) {
            said.addFlashAttribute("refusal", e.why());
        }
        return "redirect:/drills";
    }
}
