package org.pukar.server.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.incident.Event;
import org.pukar.incident.Outcome;
import org.pukar.incident.Outcome.Answer;
import org.pukar.incident.Outcome.Found;
import org.pukar.server.desk.Desk;
import org.pukar.server.settings.City;
import org.pukar.server.store.Database;
import org.pukar.server.store.EvidenceStore;
import org.pukar.server.store.IncidentStore.Exercise;
import org.pukar.server.store.MasterKey;

/**
 * Two months of incidents are lived through the real desk, each as it was drawn beforehand; every
 * figure is then compared with one that is counted from what was drawn.
 */
class FiguresTest {
    private static final GeoPoint PLACE = new GeoPoint(26.72, 80.86);
    private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");
    private static final YearMonth MONTH = YearMonth.of(2026, 11);
    private static final int INCIDENTS = 260;

    @TempDir static Path data;
    private static Database database;
    private static FiguresStore figures;
    private static final List<Life> lives = new ArrayList<>();
    private static Instant now = Instant.EPOCH;

    private enum Decision {
        CONFIRM,
        DISMISS,
        CANT_TELL,
        NONE
    }

    private enum Way {
        REPORTED,
        UNREPORTED,
        UNANSWERED,
        RECALLED,
        WITHDRAWN
    }

    /**
     * One incident as it was drawn: seconds between its moments, and how it ends. Of a known one,
     * {@code arrived} says whether help is the right answer.
     */
    private record Life(
            Instant at,
            String site,
            Rank rank,
            Optional<Exercise> exercise,
            boolean taken,
            int claim,
            Decision decision,
            int decide,
            Way way,
            int answer,
            int arrive,
            boolean arrived,
            Outcome outcome) {
        boolean real() {
            return exercise.isEmpty();
        }

        boolean reviewed() {
            return rank != Rank.REQUEST;
        }

        boolean claimed() {
            return reviewed() && taken;
        }

        boolean decided(Decision which) {
            return claimed() && decision == which;
        }

        boolean known() {
            return exercise.equals(Optional.of(Exercise.KNOWN));
        }

        boolean sent() {
            return !known() && (!reviewed() || decided(Decision.CONFIRM));
        }

        boolean due() {
            return sent() && way != Way.RECALLED && way != Way.WITHDRAWN;
        }

        boolean answered() {
            return sent() && (way == Way.REPORTED || way == Way.UNREPORTED);
        }

        boolean expired() {
            return rank == Rank.EXPRESSION
                    && (!taken || decision == Decision.NONE || decision == Decision.CANT_TELL);
        }

        boolean reported() {
            return answered() && way == Way.REPORTED;
        }

        boolean ended() {
            return expired()
                    || decided(Decision.DISMISS)
                    || reported()
                    || (known() && decided(Decision.CONFIRM))
                    || (sent() && (way == Way.RECALLED || way == Way.WITHDRAWN));
        }
    }

    @BeforeAll
    static void live() throws Exception {
        database = Database.open(data, Optional.empty(), true);
        City city =
                City.ofOneStation(
                        "Test",
                        data,
                        PLACE,
                        List.of(new City.Site("s", "S", PLACE), new City.Site("t", "T", PLACE)),
                        List.of(),
                        List.of());
        figures = new FiguresStore(database.jdbc(), List.of("s", "t"));
        Desk desk =
                new Desk(
                        city,
                        database,
                        new EvidenceStore(
                                database.jdbc(),
                                MasterKey.load(data.resolve("master.key"), Optional.empty())),
                        org.pukar.routing.Roads.unknown(),
                        () -> now);
        Random random = new Random(7);
        // The first two are on either side of midnight in the city, which is still October in UTC.
        Instant at = Instant.parse("2026-10-31T18:10:00Z");
        for (int n = 0; n < INCIDENTS; n++) {
            Life life = draw(random, at);
            lives.add(life);
            live(desk, life);
            at = at.plusSeconds(n == 0 ? 40 * 60 : 3 * 3600 + random.nextInt(3600));
        }
        watch("s", LocalDate.of(2026, 11, 1), Duration.ofHours(36));
        watch("s", LocalDate.of(2026, 11, 30), Duration.ofHours(12));
        watch("t", LocalDate.of(2026, 11, 5), Duration.ofHours(6));
        watch("t", LocalDate.of(2026, 12, 1), Duration.ofHours(24));
    }

    private static void watch(String site, LocalDate day, Duration time) {
        Camera camera = new Camera("c", site, "C", PLACE, "", false);
        WatchedTime.add(database.jdbc(), day, camera, time.dividedBy(2));
        WatchedTime.add(database.jdbc(), day, camera, time.dividedBy(2));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Life draw(Random random, Instant at) {
        double kind = random.nextDouble();
        Optional<Exercise> exercise =
                kind < .1
                        ? Optional.of(Exercise.DRILL)
                        : kind < .2 ? Optional.of(Exercise.KNOWN) : Optional.empty();
        Rank rank = any(random, Rank.values());
        return new Life(
                at,
                random.nextBoolean() ? "s" : "t",
                exercise.equals(Optional.of(Exercise.KNOWN)) ? Rank.EXPRESSION : rank,
                exercise,
                random.nextInt(5) > 0,
                1 + random.nextInt(12),
                any(random, Decision.values()),
                1 + random.nextInt(50),
                any(random, Way.values()),
                1 + random.nextInt(25),
                60 + random.nextInt(600),
                random.nextBoolean(),
                new Outcome(
                        any(random, Found.values()),
                        answer(random),
                        answer(random),
                        answer(random),
                        answer(random),
                        answer(random),
                        ""));
    }

    private static <T> T any(Random random, T[] of) {
        return List.of(of).get(random.nextInt(of.length));
    }

    private static Answer answer(Random random) {
        return any(random, Answer.values());
    }

    private static void live(Desk desk, Life life) {
        now = life.at();
        Camera camera = new Camera("c", life.site(), "C", PLACE, "", false);
        Signal signal =
                new Signal(UUID.randomUUID(), "c", life.rank(), now, 1, 14, 13.7, List.of());
        UUID id = desk.take(signal, camera, List.of(), life.exercise());
        if (life.known()) {
            database.jdbc()
                    .sql("insert into known_exercise values (?, 'film', ?)")
                    .params(id, life.arrived() ? "HELP" : "NO_NEED")
                    .update();
        }
        if (life.claimed()) {
            now = now.plusSeconds(life.claim());
            act(desk, id, new Event.Claimed(now, "arjun"));
            now = now.plusSeconds(life.decide());
            switch (life.decision()) {
                case CONFIRM -> act(desk, id, new Event.Confirmed(now, "arjun"));
                case DISMISS -> act(desk, id, new Event.Dismissed(now, "arjun", "play"));
                case CANT_TELL -> act(desk, id, new Event.CouldNotTell(now, "arjun", "dark"));
                case NONE -> {}
            }
        }
        if (life.sent()) {
            follow(desk, id, life);
        }
        if (life.expired()) {
            now = now.plusSeconds(400);
            pass(desk);
        } else if (life.reviewed() && !life.taken()) {
            now = now.plusSeconds(20);
            pass(desk);
        }
    }

    private static void follow(Desk desk, UUID id, Life life) {
        if (life.way() == Way.UNANSWERED) {
            now = now.plusSeconds(31);
            pass(desk); // the next is told: only the first time counts
        } else if (life.way() == Way.RECALLED) {
            act(desk, id, new Event.Recalled(now, "arjun", "a mistake"));
        } else if (life.way() == Way.WITHDRAWN) {
            // Who did not ask can't withdraw: a sign or an expression is called back.
            boolean request = life.rank() == Rank.REQUEST;
            act(
                    desk,
                    id,
                    request
                            ? new Event.Withdrawn(now, Optional.empty())
                            : new Event.Recalled(now, "arjun", "a mistake"));
        } else {
            now = now.plusSeconds(life.answer());
            act(desk, id, new Event.Acknowledged(now, "kavya"));
            if (life.arrived()) {
                now = now.plusSeconds(life.arrive());
                act(desk, id, new Event.Arrived(now, "kavya"));
            }
            if (life.way() == Way.REPORTED) {
                act(desk, id, new Event.Reported(now, "kavya", life.outcome()));
            }
        }
    }

    /** A desk deals with some at a time. */
    private static void pass(Desk desk) {
        int dealtWith = 1;
        while (dealtWith > 0) {
            dealtWith = desk.tick();
        }
    }

    private static void act(Desk desk, UUID id, Event event) {
        assertThat(desk.act(id, event, "someone", "")).isEmpty();
    }

    private static Stream<Life> in(YearMonth month, Predicate<Life> which) {
        return lives.stream()
                .filter(l -> YearMonth.from(l.at().atZone(ZONE)).equals(month))
                .filter(which);
    }

    @Test
    void everyCountIsTheOneThatWasDrawn() {
        compare(figures.total(Span.of(MONTH, ZONE)), MONTH, l -> true);
        compare(figures.total(Span.of(MONTH.plusMonths(1), ZONE)), MONTH.plusMonths(1), l -> true);
        compare(figures.ofSite(Span.of(MONTH, ZONE), "s"), MONTH, l -> l.site().equals("s"));
        var bySite = figures.bySite(Span.of(MONTH, ZONE));
        assertThat(bySite).containsOnlyKeys("s", "t");
        bySite.forEach((site, f) -> compare(f, MONTH, l -> l.site().equals(site)));
        var byMonth =
                figures.byMonth(Span.months(12, YearMonth.of(2027, 1), ZONE), Optional.of("t"));
        assertThat(byMonth).containsOnlyKeys("2026-10", "2026-11", "2026-12").hasSize(3);
        byMonth.forEach((m, f) -> compare(f, YearMonth.parse(m), l -> l.site().equals("t")));
    }

    private static void compare(Figures found, YearMonth month, Predicate<Life> which) {
        for (Count count : Count.values()) {
            assertThat(found.of(count))
                    .as("%s in %s", count, month)
                    .isEqualTo(in(month, which).filter(truth(count)).count());
        }
        for (Wait wait : Wait.values()) {
            compare(found.of(wait), wait, in(month, which).filter(Life::real).toList());
        }
    }

    private static Predicate<Life> truth(Count count) {
        Predicate<Life> real =
                switch (count.group()) {
                    case DRILLS -> l -> l.exercise().equals(Optional.of(Exercise.DRILL));
                    case KNOWN -> Life::known;
                    default -> Life::real;
                };
        return real.and(
                switch (count) {
                    case INCIDENTS, DRILLS, KNOWN -> l -> true;
                    case REQUESTS -> l -> l.rank() == Rank.REQUEST;
                    case SIGNS -> l -> l.rank() == Rank.SIGN;
                    case EXPRESSIONS -> l -> l.rank() == Rank.EXPRESSION;
                    case CONFIRMED, KNOWN_CONFIRMED -> l -> l.decided(Decision.CONFIRM);
                    case DISMISSED, KNOWN_DISMISSED -> l -> l.decided(Decision.DISMISS);
                    case CANT_TELL, KNOWN_CANT_TELL -> l -> l.decided(Decision.CANT_TELL);
                    case KNOWN_RIGHT ->
                            l -> l.decided(l.arrived() ? Decision.CONFIRM : Decision.DISMISS);
                    case KNOWN_WRONG ->
                            l -> l.decided(l.arrived() ? Decision.DISMISS : Decision.CONFIRM);
                    case EXPIRED, KNOWN_EXPIRED -> Life::expired;
                    case WITHDRAWN -> l -> withdrawn(l);
                    case CALLED_BACK ->
                            l ->
                                    l.sent()
                                            && (l.way() == Way.RECALLED
                                                    || (l.way() == Way.WITHDRAWN && l.reviewed()));
                    case CLOSED -> Life::reported;
                    case OPEN -> l -> !l.ended();
                    case FALSE_EXPRESSIONS ->
                            l ->
                                    l.rank() == Rank.EXPRESSION
                                            && (l.expired() || l.decided(Decision.DISMISS));
                    case SENT -> Life::due;
                    case NO_OUTCOME -> l -> l.due() && !l.reported();
                    case FOUND_UNKNOWN -> l -> l.reported() && l.outcome().found() == Found.UNKNOWN;
                    case HELP_GIVEN, HELP_NOT_WANTED, NOBODY_THERE, NO_EMERGENCY ->
                            l -> l.reported() && l.outcome().found().name().equals(count.name());
                    case DRILLS_TAKEN -> l -> l.claimed() || l.answered();
                    case DRILLS_MISSED -> FiguresTest::missed;
                    default -> l -> l.reported() && said(count, l.outcome());
                });
    }

    private static boolean withdrawn(Life life) {
        return life.sent() && life.way() == Way.WITHDRAWN && life.rank() == Rank.REQUEST;
    }

    /** A deadline passed that nobody met. */
    private static boolean missed(Life life) {
        boolean review = life.reviewed() && !life.taken();
        boolean request = !life.reviewed() && life.way() == Way.UNANSWERED;
        return review || request;
    }

    private static boolean said(Count count, Outcome outcome) {
        String name = count.name();
        int end = name.lastIndexOf('_');
        Function<Outcome, Answer> question =
                switch (name.substring(0, end)) {
                    case "WANTED_HELP" -> Outcome::wantedHelp;
                    case "STOPPED" -> Outcome::stopped;
                    case "SEARCHED" -> Outcome::searched;
                    case "ASKED_FOR_ID" -> Outcome::askedForId;
                    case "DETAINED" -> Outcome::detained;
                    default -> throw new IllegalStateException("no truth for " + name);
                };
        return question.apply(outcome).name().equals(name.substring(end + 1));
    }

    private static void compare(Figures.Times found, Wait wait, List<Life> real) {
        List<Life> of =
                real.stream()
                        .filter(
                                switch (wait) {
                                    case CLAIM -> Life::reviewed;
                                    case DECISION -> Life::claimed;
                                    case ANSWER, ARRIVAL -> Life::sent;
                                })
                        .toList();
        List<Double> seconds =
                of.stream()
                        .map(l -> seconds(wait, l))
                        .flatMap(Optional::stream)
                        .map(Double::valueOf)
                        .sorted()
                        .toList();
        assertThat(found.of()).as("%s", wait).isEqualTo(of.size());
        assertThat(found.n()).as("%s", wait).isEqualTo(seconds.size());
        assertThat(found.percentiles().isPresent()).isEqualTo(!seconds.isEmpty());
        found.percentiles()
                .ifPresent(
                        p -> {
                            assertThat(p.half()).isCloseTo(percentile(seconds, .5), within(1e-6));
                            assertThat(p.ninety()).isCloseTo(percentile(seconds, .9), within(1e-6));
                            assertThat(p.ninetyNine())
                                    .isCloseTo(percentile(seconds, .99), within(1e-6));
                        });
    }

    private static Optional<Integer> seconds(Wait wait, Life life) {
        return switch (wait) {
            case CLAIM -> life.claimed() ? Optional.of(life.claim()) : Optional.empty();
            case DECISION ->
                    life.decision() != Decision.NONE
                            ? Optional.of(life.decide())
                            : Optional.empty();
            case ANSWER -> life.answered() ? Optional.of(life.answer()) : Optional.empty();
            case ARRIVAL ->
                    life.answered() && life.arrived()
                            ? Optional.of(life.answer() + life.arrive())
                            : Optional.empty();
        };
    }

    /** Between the two nearest, as far along as the share says. */
    private static double percentile(List<Double> sorted, double share) {
        double at = share * (sorted.size() - 1);
        int low = (int) Math.floor(at);
        int high = Math.min(low + 1, sorted.size() - 1);
        return sorted.get(low) + (at - low) * (sorted.get(high) - sorted.get(low));
    }

    @Test
    void falseAlarmsAreCountedAgainstTheDaysThatCamerasWereWatched() {
        Figures s = figures.ofSite(Span.of(MONTH, ZONE), "s");
        assertThat(s.cameraDays()).isCloseTo(2, within(1e-9));
        assertThat(s.falseAlarms().perDay())
                .isCloseTo(s.of(Count.FALSE_EXPRESSIONS) / 2.0, within(1e-9));
        assertThat(figures.total(Span.of(MONTH, ZONE)).cameraDays()).isCloseTo(2.25, within(1e-9));
        assertThat(figures.ofSite(Span.of(MONTH, ZONE), "u").falseAlarms().known()).isFalse();
    }

    @Test
    void theBarsAddUpToTheMonth() {
        for (FiguresStore.Part part : FiguresStore.Part.values()) {
            var bars = figures.bars(Span.of(MONTH, ZONE), part, Optional.empty());
            assertThat(bars).hasSize(part == FiguresStore.Part.DAY ? 30 : 24);
            for (FiguresStore.Bar bar : bars) {
                for (Rank rank : Rank.values()) {
                    assertThat(bar.of(rank))
                            .isEqualTo(
                                    in(MONTH, l -> l.real() && l.rank() == rank)
                                            .filter(l -> part(part, l) == bar.at())
                                            .count());
                }
            }
        }
    }

    private static int part(FiguresStore.Part part, Life life) {
        var at = life.at().atZone(ZONE);
        return part == FiguresStore.Part.DAY ? at.getDayOfMonth() : at.getHour();
    }

    @Test
    void aMonthThatNothingHappenedInHasNoFigures() {
        Figures none = figures.total(Span.of(YearMonth.of(2020, 1), ZONE));
        assertThat(none.of(Count.INCIDENTS)).isZero();
        assertThat(none.of(Wait.CLAIM).percentiles()).isEmpty();
        assertThat(none.falseAlarms().known()).isFalse();
        assertThat(figures.months(ZONE))
                .contains(MONTH, YearMonth.of(2026, 10))
                .isSortedAccordingTo((a, b) -> Objects.requireNonNull(b).compareTo(a));
    }

    @Test
    void whatIsAtNoSiteOfTheSettingsIsCountedElsewhere() {
        FiguresStore fewer = new FiguresStore(database.jdbc(), List.of("s"));
        assertThat(fewer.bySite(Span.of(MONTH, ZONE))).containsOnlyKeys("", "s");
        compare(
                fewer.ofSite(Span.of(MONTH, ZONE), FiguresStore.ELSEWHERE),
                MONTH,
                l -> l.site().equals("t"));
    }
}
