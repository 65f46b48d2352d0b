package org.pukar.server.drill;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.pukar.evidence.Rank;
import org.pukar.routing.Roads;
import org.pukar.routing.Routing;
import org.pukar.routing.Station;
import org.pukar.server.settings.City;
import org.pukar.server.store.Database;
import org.pukar.server.store.DrillStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One alarm a night for each station: an expression that nobody made, timed end to end. However
 * many desks work on a database, each station and night has one.
 */
public final class Nightly {
    /** Who starts it, in the list and in the audit log. */
    public static final String BY = "night";

    private static final Logger log = LoggerFactory.getLogger(Nightly.class);

    /** Pukar may be away at the minute itself; later than this, the night is left out. */
    private static final Duration LATE = Duration.ofHours(1);

    private final City city;
    private final Database database;
    private final Drills drills;
    private final DrillStore store;
    private final Routing routing;
    private final RandomGenerator random;

    public Nightly(City city, Database database, Drills drills, RandomGenerator random) {
        this.city = city;
        this.database = database;
        this.drills = drills;
        this.store = new DrillStore(database.jdbc());
        this.routing = new Routing(city.stations(), city.zone(), Roads.unknown());
        this.random = random;
    }

    /** Starts what is due and has not been started. Returns how many. */
    public int tick() {
        Instant now = drills.now();
        return city.drills().nightly().flatMap(time -> night(time, now)).stream()
                .mapToInt(night -> start(night, now))
                .sum();
    }

    /** The night that it is time for; empty at any other hour. */
    private Optional<LocalDate> night(LocalTime time, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, city.zone());
        for (LocalDate day : List.of(today, today.minusDays(1))) {
            Instant due = ZonedDateTime.of(day, time, city.zone()).toInstant();
            if (!now.isBefore(due) && now.isBefore(due.plus(LATE))) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private int start(LocalDate night, Instant now) {
        int started = 0;
        for (Station station : city.stations()) {
            List<City.Site> sites = sitesOf(station, now);
            if (!sites.isEmpty()) {
                City.Site site = sites.get(random.nextInt(sites.size()));
                started +=
                        Objects.requireNonNull(
                                database.transactions().execute(t -> start(station, site, night)));
            }
        }
        return started;
    }

    private int start(Station station, City.Site site, LocalDate night) {
        if (!store.takeNight(station.id(), night)) {
            return 0;
        }
        boolean started = drills.started(site, Rank.EXPRESSION, BY, Optional.of(night)).isPresent();
        log.info(
                started
                        ? "nightly alarm: station={} site={}"
                        : "a drill runs there, no nightly alarm: station={} site={}",
                station.id(),
                site.id());
        return started ? 1 : 0;
    }

    /** The sites whose signals ring there first at this hour; none while it is closed. */
    private List<City.Site> sitesOf(Station station, Instant now) {
        return city.sites().stream()
                .filter(site -> routing.station(site.place(), now).id().equals(station.id()))
                .toList();
    }
}
