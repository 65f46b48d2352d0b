package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.camera.Camera;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.server.desk.TestCity;
import org.pukar.server.settings.City;
import org.pukar.server.store.AccountStore.Role;

/**
 * What a whole Pukar bears: real desk, PostgreSQL, HTTP. The small ones run always; those of the
 * full size are slow. Each prints what it measured.
 */
@Tag("alone")
class DeskLoadTest {
    /** As many places as Lucknow's cameras stand at. */
    private static final int SITES = 222;

    private static final double SEEN_WITHIN_SECONDS = 10;

    @TempDir Path data;
    private RunningPukar pukar;
    private City city;

    @BeforeEach
    void start() {
        city =
                City.ofOneStation(
                        "Test",
                        data,
                        TestCity.PLACE,
                        IntStream.range(0, SITES)
                                .mapToObj(i -> new City.Site("s" + i, "Site " + i, TestCity.PLACE))
                                .toList(),
                        List.of(),
                        List.of());
        pukar = RunningPukar.start(city, Optional.empty());
    }

    @AfterEach
    void stop() {
        pukar.close();
    }

    @Test
    void aFewSignalsStandInThePageInTime() throws Exception {
        signals(50, 5);
    }

    @Tag("slow")
    @Test
    void twoHundredSignalsASecondForAMinuteStandInThePageInTime() throws Exception {
        signals(200, 60);
    }

    private record Sent(UUID id, Rank rank, int site, long arrived) {}

    /** Signals arrive evenly and wait in one queue for one thread, as in the outbox. */
    private void signals(int aSecond, int seconds) throws Exception {
        Browser page = Browser.of(pukar, "meera", Role.REVIEWER, Optional.empty());
        Semaphore changed = new Semaphore(0);
        AtomicInteger events = new AtomicInteger();
        var unused =
                page.listen(
                        line -> {
                            if (line.startsWith("event:desk")) {
                                events.incrementAndGet();
                                changed.release();
                            }
                        });
        int all = aSecond * seconds;
        LinkedBlockingQueue<Sent> outbox = new LinkedBlockingQueue<>();
        Map<Integer, List<Sent>> taken = new ConcurrentHashMap<>();
        AtomicLongArray takes = new AtomicLongArray(all);
        Thread desk = new Thread(() -> takeAll(all, outbox, taken, takes), "test-outbox");
        desk.start();
        Thread source = new Thread(() -> arrive(all, aSecond, outbox), "test-source");
        source.start();
        List<Double> seen = new ArrayList<>();
        int[] shown = new int[SITES];
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds + 60L);
        int fetched = 0;
        while (seen.size() < all && System.nanoTime() < end) {
            if (changed.tryAcquire(1, TimeUnit.SECONDS)) {
                changed.drainPermits(); // htmx asks once more for all that came meanwhile
                String list = page.get("/desk/list");
                fetched++;
                long now = System.nanoTime();
                assertRequestsStandFirst(list);
                count(list)
                        .forEach(
                                (site, signals) -> {
                                    List<Sent> of = taken.getOrDefault(site, List.of());
                                    for (; shown[site] < signals && shown[site] < of.size(); ) {
                                        long born = of.get(shown[site]++).arrived();
                                        seen.add(seconds(now - born));
                                    }
                                });
            }
        }
        desk.join(1_000);
        int kept =
                pukar.database()
                        .jdbc()
                        .sql("select count(*) from signal")
                        .query(Integer.class)
                        .single();
        double[] millis =
                IntStream.range(0, all)
                        .mapToDouble(i -> 1e3 * seconds(takes.get(i)))
                        .sorted()
                        .toArray();
        System.out.printf(
                Locale.ROOT,
                "load: %d signals a second for %d s at %d places: %d of %d kept, to the page p50"
                        + " %.2f s, p99 %.2f s, longest %.2f s; the desk takes one in p50 %.1f ms,"
                        + " p99 %.1f ms; %d events, %d lists%n",
                aSecond,
                seconds,
                SITES,
                kept,
                all,
                at(seen, .5),
                at(seen, .99),
                at(seen, 1),
                at(millis, .5),
                at(millis, .99),
                events.get(),
                fetched);
        assertThat(kept).as("none is lost").isEqualTo(all);
        assertThat(seen).as("each stands in the page").hasSize(all);
        assertThat(at(seen, .99)).isLessThan(SEEN_WITHIN_SECONDS);
    }

    private static void arrive(int all, int aSecond, LinkedBlockingQueue<Sent> outbox) {
        long began = System.nanoTime();
        for (int i = 0; i < all; i++) {
            long due = began + i * 1_000_000_000L / aSecond;
            long wait = due - System.nanoTime();
            if (wait > 0) {
                java.util.concurrent.locks.LockSupport.parkNanos(wait);
            }
            Rank rank = i % 40 == 7 ? Rank.REQUEST : i % 20 == 3 ? Rank.SIGN : Rank.EXPRESSION;
            outbox.add(new Sent(UUID.randomUUID(), rank, i * 31 % SITES, System.nanoTime()));
        }
    }

    private void takeAll(
            int all,
            LinkedBlockingQueue<Sent> outbox,
            Map<Integer, List<Sent>> taken,
            AtomicLongArray takes) {
        try {
            for (int i = 0; i < all; i++) {
                Sent next = outbox.take();
                City.Site site = city.sites().get(next.site());
                Camera camera =
                        new Camera("c" + site.id(), site.id(), "Camera", site.place(), "", false);
                Signal signal =
                        new Signal(
                                next.id(),
                                camera.id(),
                                next.rank(),
                                Instant.now(),
                                1,
                                14,
                                13.7,
                                List.of());
                taken.computeIfAbsent(
                                next.site(), s -> new java.util.concurrent.CopyOnWriteArrayList<>())
                        .add(next);
                long began = System.nanoTime();
                pukar.desk().take(signal, camera, List.of());
                takes.set(i, System.nanoTime() - began);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final Pattern ITEM =
            Pattern.compile("(?s)<li[^>]*data-id=.*?<bdi>Site (\\d+)</bdi>(.*?)</li>");
    private static final Pattern SIGNALS = Pattern.compile("signals: ([0-9,]+)");

    /** How many signals each place shows, over all its open incidents. */
    private static Map<Integer, Integer> count(String list) {
        Map<Integer, Integer> count = new ConcurrentHashMap<>();
        Matcher item = ITEM.matcher(list);
        while (item.find()) {
            Matcher signals = SIGNALS.matcher(item.group(2));
            int number = signals.find() ? Integer.parseInt(signals.group(1).replace(",", "")) : 1;
            count.merge(Integer.parseInt(item.group(1)), number, Integer::sum);
        }
        return count;
    }

    /** The second letters of what the list calls a request, a sign and an expression. */
    private static final String ORDER = "oix";

    private static void assertRequestsStandFirst(String list) {
        List<Integer> order =
                Pattern.compile("Someone asks for help|Signal for Help|Expression like")
                        .matcher(list)
                        .results()
                        .map(m -> ORDER.indexOf(m.group().charAt(1)))
                        .toList();
        assertThat(order).isSortedAccordingTo(Comparator.naturalOrder());
    }

    @Test
    void listsAreQuickWithSomeIncidentsOfBefore() throws Exception {
        lists(2_000, 20);
    }

    @Tag("slow")
    @Test
    void listsAreQuickWithAHundredThousandIncidentsOfBefore() throws Exception {
        lists(100_000, 200);
    }

    private void lists(int closed, int times) throws Exception {
        close(closed);
        for (int i = 0; i < 20; i++) {
            Signal signal =
                    new Signal(
                            UUID.randomUUID(),
                            "c",
                            Rank.EXPRESSION,
                            Instant.now(),
                            1,
                            14,
                            13.7,
                            List.of());
            Camera camera = new Camera("c", "s" + i, "Camera", TestCity.PLACE, "", false);
            pukar.desk().take(signal, camera, List.of());
        }
        Browser reviewer = Browser.of(pukar, "meera", Role.REVIEWER, Optional.empty());
        Browser officer = Browser.of(pukar, "kavya", Role.OFFICER, Optional.of("st"));
        Browser supervisor = Browser.of(pukar, "ravi", Role.SUPERVISOR, Optional.empty());
        List<String> slow = new ArrayList<>();
        slow.addAll(timed(reviewer, "/desk", closed, times));
        slow.addAll(timed(reviewer, "/desk/list", closed, times));
        slow.addAll(timed(officer, "/officer", closed, times));
        slow.addAll(timed(supervisor, "/shifts", closed, times));
        slow.addAll(timed(supervisor, "/drills", closed, times));
        slow.addAll(timed(supervisor, "/points", closed, times));
        assertThat(slow).isEmpty();
    }

    private static List<String> timed(Browser browser, String path, int closed, int times)
            throws IOException, InterruptedException {
        browser.get(path); // a template is read at first
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            long began = System.nanoTime();
            browser.get(path);
            millis.add(1e3 * seconds(System.nanoTime() - began));
        }
        System.out.printf(
                Locale.ROOT,
                "load: %s with %d incidents of before: p50 %.0f ms, p95 %.0f ms, longest %.0f ms%n",
                path,
                closed,
                at(millis, .5),
                at(millis, .95),
                at(millis, 1));
        return at(millis, .95) < 300
                ? List.of()
                : List.of("%s takes %.0f ms at p95".formatted(path, at(millis, .95)));
    }

    /** Closed incidents over a year, each with a signal and five steps; and shifts of as long. */
    private void close(int number) {
        Stream.of(
                        """
                        insert into incident (id, site_id, station_id, rank, state, opened_at, last_signal_at, urgency,
                            claimed_by, confirmed_by, tried, ended_at, place_name, latitude, longitude)
                        select gen_random_uuid(), 's' || n %% 222, 'st', 'EXPRESSION', 'CLOSED',
                            now() - n * interval '5 minutes', now() - n * interval '5 minutes', 0, 'p' || n %% 50,
                            'p' || n %% 50, '{}', now() - n * interval '5 minutes' + interval '20 minutes',
                            'Site ' || n %% 222, 26.72, 80.86
                        from generate_series(10, %d) n
                        """,
                        """
                        insert into signal (id, incident_id, camera_id, rank, at, track, score, threshold, looks)
                        select gen_random_uuid(), id, 'c', rank, opened_at, 1, 14, 13.7, '[]' from incident
                        """,
                        """
                        insert into incident_event (incident_id, at, kind, person, detail)
                        select id, opened_at + s * interval '7 seconds', k, claimed_by, 'step'
                        from incident, unnest(array['Opened', 'Claimed', 'Confirmed', 'Acknowledged', 'Reported'])
                            with ordinality as e(k, s) order by opened_at
                        """,
                        """
                        insert into shift (person, role, began_at, seen_at, ended_at, ended_by)
                        select 'p' || n %% 50, 'REVIEWER', now() - n * interval '8 hours',
                            now() - (n - 1) * interval '8 hours', now() - (n - 1) * interval '8 hours', 'signed out'
                        from generate_series(1, greatest(60, %d / 100)) n
                        """,
                        "analyze")
                .map(sql -> sql.replace("%%", "%").replace("%d", Integer.toString(number)))
                .forEach(sql -> pukar.database().jdbc().sql(sql).update());
    }

    @Test
    void someBrowsersHearOfAChange() throws Exception {
        browsers(50);
    }

    @Tag("slow")
    @Test
    void fiveHundredBrowsersHearOfAChange() throws Exception {
        browsers(500);
    }

    private void browsers(int number) throws Exception {
        Browser person = Browser.of(pukar, "meera", Role.REVIEWER, Optional.empty());
        int before = serversThreads();
        AtomicLongArray heard = new AtomicLongArray(number);
        AtomicInteger open = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        for (int i = 0; i < number; i++) {
            int which = i;
            var unused =
                    person.listen(
                            line -> {
                                if (line.startsWith("event:desk")) {
                                    if (heard.compareAndSet(which, 0, -1)) {
                                        open.incrementAndGet(); // each line begins with an event
                                    } else if (asked.get() > 0) {
                                        heard.compareAndSet(which, -1, System.nanoTime());
                                    }
                                }
                            });
        }
        waitUntil(() -> open.get() == number);
        assertThat(open.get()).as("open lines").isEqualTo(number);
        asked.set(1);
        long began = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            Signal signal = Signal.request("c" + i, Instant.now());
            Camera camera = new Camera("c" + i, "s" + i, "Camera", TestCity.PLACE, "", false);
            pukar.desk().take(signal, camera, List.of());
        }
        waitUntil(() -> IntStream.range(0, number).noneMatch(i -> heard.get(i) == -1));
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            assertThat(heard.get(i)).as("browser " + i + " heard").isPositive();
            seconds.add(seconds(heard.get(i) - began));
        }
        int threads = serversThreads();
        System.out.printf(
                Locale.ROOT,
                "load: %d browsers hear of 20 signals: p50 %.2f s, last %.2f s; server's threads"
                        + " %d before, %d with them%n",
                number,
                at(seconds, .5),
                at(seconds, 1),
                before,
                threads);
        assertThat(at(seconds, 1)).isLessThan(SEEN_WITHIN_SECONDS);
        assertThat(threads).as("threads do not grow with the lines").isLessThan(before + 200);
    }

    private static void waitUntil(java.util.function.BooleanSupplier done)
            throws InterruptedException {
        for (int i = 0; i < 1_500 && !done.getAsBoolean(); i++) {
            Thread.sleep(20);
        }
    }

    /** All threads of this process but those of the test's own HTTP client. */
    private static int serversThreads() {
        return (int)
                Thread.getAllStackTraces().keySet().stream()
                        .filter(t -> !t.getName().startsWith("HttpClient"))
                        .count();
    }

    private static double seconds(long nanos) {
        return (double) nanos / 1e9;
    }

    private static double at(List<Double> values, double share) {
        return at(values.stream().mapToDouble(Double::doubleValue).sorted().toArray(), share);
    }

    private static double at(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        assertThat(Arrays.stream(sorted).allMatch(v -> v >= 0)).isTrue();
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
