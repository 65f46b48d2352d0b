package org.pukar.server.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.pukar.routing.Routing;
import org.pukar.server.desk.Desk;
import org.pukar.server.desk.Shifts;
import org.pukar.server.figures.FiguresStore;
import org.pukar.server.figures.PublicFigures;
import org.pukar.server.figures.Span;
import org.pukar.server.point.PointWatch;
import org.pukar.server.settings.City;
import org.pukar.vision.watch.CameraStatus;
import org.pukar.vision.watch.Watched;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/**
 * What everybody may know: whether a place is watched now, by whom, what is read and what never is,
 * how well it works, whom to ask, how to complain. No sign-in, no script, no name of a person, no
 * camera's address, no picture.
 */
@Controller
class PublicPage {
    private static final int MONTHS = 3;

    /** Counts of months that have ended change seldom, and anybody may ask for them. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final City city;
    private final Desk desk;
    private final Watched watch;
    private final PointWatch points;
    private final Shifts shifts;
    private final FiguresStore figures;
    private final Routing routing;
    private final Map<String, Counted> counted = new ConcurrentHashMap<>();

    private record Counted(Instant at, PublicFigures figures) {}

    PublicPage(
            City city,
            Desk desk,
            Watched watch,
            PointWatch points,
            Shifts shifts,
            FiguresStore figures) {
        this.city = city;
        this.desk = desk;
        this.watch = watch;
        this.points = points;
        this.shifts = shifts;
        this.figures = figures;
        this.routing = new Routing(city.stations(), city.zone(), org.pukar.routing.Roads.unknown());
    }

    /**
     * How a place is watched at this moment.
     *
     * @param expressions how many of its cameras show the street and read expressions now
     * @param signs how many look for the hand sign now
     * @param faulty how many show no street
     * @param refused how many may not be opened: nobody allowed it, or not at this hour
     * @param paused how many would read expressions if somebody were there who looks
     * @param station whose desk rings first
     * @param onShift whether somebody is there who may decide
     */
    record Now(
            City.Site site,
            int cameras,
            long expressions,
            long signs,
            long faulty,
            long refused,
            long paused,
            int points,
            long pointsUp,
            String station,
            boolean onShift) {
        /** Whether a camera reads something and somebody would look. */
        public boolean watched() {
            return onShift && expressions + signs > 0;
        }
    }

    /** How these places are watched; cameras and points are read once for all of them. */
    private List<Now> now(List<City.Site> sites) {
        List<CameraStatus> cameras = watch.statuses();
        List<PointWatch.Status> poles = points.statuses();
        return sites.stream().map(site -> now(site, cameras, poles)).toList();
    }

    private Now now(City.Site site, List<CameraStatus> cameras, List<PointWatch.Status> allPoles) {
        List<CameraStatus> here =
                cameras.stream().filter(s -> s.camera().siteId().equals(site.id())).toList();
        List<CameraStatus> well = here.stream().filter(CameraStatus::watches).toList();
        long refused = here.stream().filter(s -> s.refused().isPresent()).count();
        List<PointWatch.Status> poles =
                allPoles.stream().filter(p -> p.point().siteId().equals(site.id())).toList();
        var station = routing.station(site.place(), desk.now());
        return new Now(
                site,
                here.size(),
                well.stream().filter(s -> s.reads().expression()).count(),
                well.stream().filter(s -> s.reads().sign()).count(),
                here.size() - well.size() - refused,
                refused,
                here.stream().filter(CameraStatus::paused).count(),
                poles.size(),
                poles.stream().filter(p -> !p.down()).count(),
                station.name(),
                shifts.watched(Optional.of(station.id())));
    }

    @GetMapping("/public")
    String all(Model model, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        List<Now> sites = now(city.sites());
        model.addAttribute("sites", sites);
        model.addAttribute("refused", sites.stream().mapToLong(Now::refused).sum());
        model.addAttribute("at", desk.now());
        return "public";
    }

    @GetMapping("/public/{id}")
    String one(@PathVariable String id, Model model, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        City.Site site =
                city.findSite(id)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Span span = span();
        model.addAttribute("now", now(List.of(site)).get(0));
        model.addAttribute("figures", figures(site, span));
        model.addAttribute("from", span.from());
        model.addAttribute("until", span.until().minusDays(1));
        model.addAttribute("at", desk.now());
        return "site";
    }

    /** The last months that have ended: what still changes would show single incidents. */
    private Span span() {
        YearMonth last = YearMonth.from(desk.now().atZone(city.zone())).minusMonths(1);
        return Span.months(MONTHS, last, city.zone());
    }

    private PublicFigures figures(City.Site site, Span span) {
        Instant now = desk.now();
        String key = site.id() + " " + span.from();
        Optional<Counted> last = Optional.ofNullable(counted.get(key));
        if (last.isPresent() && now.isBefore(last.get().at().plus(KEPT))) {
            return last.get().figures();
        }
        PublicFigures fresh = PublicFigures.of(figures.ofSite(span, site.id()));
        counted.put(key, new Counted(now, fresh));
        return fresh;
    }
}
