package org.pukar.server.web;

import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.pukar.server.desk.Shifts;
import org.pukar.server.store.AccountStore;
import org.pukar.server.store.KnownStore;
import org.pukar.server.store.ShiftStore.Shift;
import org.pukar.server.store.ShiftStore.Times;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** Who is and was on shift, how soon they took what rang; and the page's own sign of life. */
@Controller
class ShiftsPage {
    private static final int LATEST = 50;
    private static final long LONGEST_IDLE_SECONDS = 7 * 24 * 3600L;

    private final Shifts shifts;
    private final KnownStore known;
    private final AccountStore accounts;

    ShiftsPage(Shifts shifts, KnownStore known, AccountStore accounts) {
        this.shifts = shifts;
        this.known = known;
        this.accounts = accounts;
    }

    /** A page says that it is open, and how long nobody has touched it. */
    @PostMapping("/shift/seen")
    @ResponseBody
    Map<String, Boolean> seen(@RequestParam long idle, Principal who) {
        if (idle < 0 || idle > LONGEST_IDLE_SECONDS) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "idle must be in [0, 604800] seconds, got " + idle);
        }
        boolean on =
                accounts.find(who.getName())
                        .filter(a -> !a.disabled())
                        .map(a -> shifts.seen(a, Duration.ofSeconds(idle)))
                        .orElse(false);
        return Map.of("on", on);
    }

    /** A shift with how soon its person took what rang. */
    record Row(Shift shift, Times times, KnownStore.Tally known) {}

    @GetMapping("/shifts")
    String page(Model model) {
        table(model);
        return "shifts";
    }

    @GetMapping("/shifts/table")
    String table(Model model) {
        model.addAttribute("running", rows(shifts.running()));
        model.addAttribute("ended", rows(shifts.ended(LATEST)));
        return "shifts :: table";
    }

    private List<Row> rows(List<Shift> list) {
        return list.stream().map(s -> new Row(s, shifts.times(s), known.tally(s))).toList();
    }
}
