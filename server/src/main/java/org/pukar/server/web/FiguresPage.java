package org.pukar.server.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.pukar.evidence.Rank;
import org.pukar.server.desk.Desk;
import org.pukar.server.figures.Count;
import org.pukar.server.figures.Count.Group;
import org.pukar.server.figures.Figures;
import org.pukar.server.figures.FiguresCsv;
import org.pukar.server.figures.FiguresStore;
import org.pukar.server.figures.FiguresStore.Bar;
import org.pukar.server.figures.FiguresStore.Part;
import org.pukar.server.figures.Span;
import org.pukar.server.figures.Wait;
import org.pukar.server.settings.City;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The chief's page: what the desk was worth, by month and site. */
@Controller
class FiguresPage {
    private static final int MONTHS_SHOWN = 12;
    private static final String ELSEWHERE = "elsewhere";

    private final City city;
    private final Desk desk;
    private final FiguresStore store;
    private final MessageSource messages;
    private final FigureWords figureWords;

    FiguresPage(City city, Desk desk, FiguresStore store, MessageSource messages) {
        this.city = city;
        this.desk = desk;
        this.store = store;
        this.messages = messages;
        this.figureWords = new FigureWords(messages);
    }

    /** A question of the outcome's form with its three answers. */
    record Question(String key, Count yes, Count no, Count unknown) {}

    private static final List<Question> QUESTIONS =
            List.of(
                    new Question(
                            "figures.wantedHelp",
                            Count.WANTED_HELP_YES,
                            Count.WANTED_HELP_NO,
                            Count.WANTED_HELP_UNKNOWN),
                    new Question(
                            "figures.stopped",
                            Count.STOPPED_YES,
                            Count.STOPPED_NO,
                            Count.STOPPED_UNKNOWN),
                    new Question(
                            "figures.searched",
                            Count.SEARCHED_YES,
                            Count.SEARCHED_NO,
                            Count.SEARCHED_UNKNOWN),
                    new Question(
                            "figures.askedForId",
                            Count.ASKED_FOR_ID_YES,
                            Count.ASKED_FOR_ID_NO,
                            Count.ASKED_FOR_ID_UNKNOWN),
                    new Question(
                            "figures.detained",
                            Count.DETAINED_YES,
                            Count.DETAINED_NO,
                            Count.DETAINED_UNKNOWN));

    /** A picture of bars with what it shows in numbers. */
    record Picture(String title, String first, String svg, List<Bar> bars) {}

    @GetMapping("/figures")
    String page(
            @RequestParam(defaultValue = "") String month,
            @RequestParam(defaultValue = "") String site,
            Model model) {
        YearMonth chosen = month(month).orElseGet(this::thisMonth);
        Optional<String> one = site(site);
        Span span = Span.of(chosen, city.zone());
        model.addAttribute("month", chosen.toString());
        model.addAttribute("months", months(chosen));
        model.addAttribute("site", site);
        model.addAttribute("siteName", site.isEmpty() ? city.name() : siteName(site));
        model.addAttribute(
                "figures",
                one.map(id -> store.ofSite(span, id)).orElseGet(() -> store.total(span)));
        model.addAttribute("groups", List.of(Group.CAME, Group.BECAME));
        model.addAttribute("found", counts(Group.FOUND));
        model.addAttribute("drills", counts(Group.DRILLS));
        model.addAttribute("known", counts(Group.KNOWN));
        model.addAttribute("questions", QUESTIONS);
        model.addAttribute("waits", Wait.values());
        model.addAttribute("ranks", List.of(Rank.REQUEST, Rank.SIGN, Rank.EXPRESSION));
        model.addAttribute(
                "pictures",
                List.of(
                        picture(span, Part.DAY, one, "figures.byDay", "figures.day"),
                        picture(span, Part.HOUR, one, "figures.byHour", "figures.hour")));
        model.addAttribute("sites", sites(span));
        Map<String, Figures> byMonth = new TreeMap<>(Collections.reverseOrder());
        byMonth.putAll(store.byMonth(Span.months(MONTHS_SHOWN, chosen, city.zone()), one));
        model.addAttribute("byMonth", byMonth);
        model.addAttribute("page", this);
        model.addAttribute("say", figureWords);
        return "figures";
    }

    /** What a group of counts holds, in order. */
    public List<Count> counts(Group group) {
        return Stream.of(Count.values()).filter(c -> c.group() == group).toList();
    }

    private Picture picture(
            Span span, Part part, Optional<String> site, String title, String first) {
        List<Bar> bars = store.bars(span, part, site);
        String words = messages.getMessage(title, new Object[0], LocaleContextHolder.getLocale());
        return new Picture(title, first, Bars.svg(bars, words), bars);
    }

    /** A site's line of the table, also when nothing was there. */
    record SiteRow(String id, String name, Figures figures) {}

    private List<SiteRow> sites(Span span) {
        Map<String, Figures> found = store.bySite(span);
        List<SiteRow> rows = new ArrayList<>();
        for (City.Site site : city.sites()) {
            Figures none = new Figures(site.id(), Map.of(), Map.of(), 0);
            rows.add(new SiteRow(site.id(), site.name(), found.getOrDefault(site.id(), none)));
        }
        Optional.ofNullable(found.get(FiguresStore.ELSEWHERE))
                .ifPresent(f -> rows.add(new SiteRow(ELSEWHERE, siteName(ELSEWHERE), f)));
        return rows;
    }

    private String siteName(String id) {
        return city.findSite(id)
                .map(City.Site::name)
                .orElseGet(
                        () ->
                                messages.getMessage(
                                        "figures.elsewhere",
                                        new Object[0],
                                        LocaleContextHolder.getLocale()));
    }

    private Optional<String> site(String id) {
        if (id.isEmpty()) {
            return Optional.empty();
        }
        if (id.equals(ELSEWHERE)) {
            return Optional.of(FiguresStore.ELSEWHERE);
        }
        return Optional.of(
                city.findSite(id)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))
                        .id());
    }

    private YearMonth thisMonth() {
        return YearMonth.from(desk.now().atZone(city.zone()));
    }

    private List<String> months(YearMonth chosen) {
        return Stream.concat(Stream.of(thisMonth(), chosen), store.months(city.zone()).stream())
                .distinct()
                .sorted(Collections.reverseOrder())
                .map(YearMonth::toString)
                .toList();
    }

    /** The month that was asked for; empty when none was. */
    private static Optional<YearMonth> month(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            YearMonth month = YearMonth.parse(text);
            if (month.getYear() >= 2000 && month.getYear() < 2200) {
                return Optional.of(month);
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw new ResponseStatusException(
                HttpStatus.BAD_REQUEST, "month must be such as 2026-11, from 2000 to 2199");
    }

    /** All months, or one: a line for each site and one for all. */
    @GetMapping("/figures.csv")
    ResponseEntity<byte[]> csv(@RequestParam(defaultValue = "") String month) {
        List<YearMonth> wanted =
                month(month).map(List::of).orElseGet(() -> store.months(city.zone()));
        FiguresCsv csv = new FiguresCsv();
        for (YearMonth one : wanted) {
            Span span = Span.of(one, city.zone());
            csv.total(one.toString(), store.total(span));
            store.bySite(span).values().forEach(f -> csv.site(one.toString(), f));
        }
        String name = "pukar-figures" + (month.isEmpty() ? "" : "-" + month) + ".csv";
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .body(csv.toString().getBytes(StandardCharsets.UTF_8));
    }
}
