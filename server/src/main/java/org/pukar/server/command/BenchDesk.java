package org.pukar.server.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.pukar.base.GeoPoint;
import org.pukar.camera.Camera;
import org.pukar.evidence.Signal;
import org.pukar.server.settings.City;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Four cameras on a whole Pukar: what memory it takes, and how long a signal needs to stand in the
 * desk's page.
 */
final class BenchDesk {
    private static final int CAMERAS = 4;
    private static final int SIGNALS = 60;
    private static final String NAME = "bench";

    private BenchDesk() {}

    /**
     * What was measured.
     *
     * @param memoryMegabytes what the system holds resident for the process, at the end
     * @param memoryByMinuteMegabytes the same, at the start and after each whole minute
     */
    record Result(
            long memoryMegabytes,
            List<Long> memoryByMinuteMegabytes,
            long databaseMegabytes,
            long p50Milliseconds,
            long p95Milliseconds,
            int signals) {}

    static Result measure(Path clip, int seconds) {
        try {
            Path data = Files.createTempDirectory("pukar-bench-");
            City city = city(clip, data);
            try (RunningPukar pukar = RunningPukar.start(city, Optional.empty())) {
                BenchCamera.rest(Math.min(20, seconds));
                List<Long> byMinute = new ArrayList<>();
                byMinute.add(residentMegabytes(ProcessHandle.current()));
                for (int left = seconds; left > 0; left -= 60) {
                    BenchCamera.rest(Math.min(60, left));
                    if (left >= 60) {
                        byMinute.add(residentMegabytes(ProcessHandle.current()));
                    }
                }
                long[] millis = signals(pukar, city);
                long resident = residentMegabytes(ProcessHandle.current());
                long database = databaseMegabytes(data);
                return new Result(
                        resident,
                        byMinute,
                        database,
                        millis[millis.length / 2],
                        millis[(int) Math.ceil(millis.length * .95) - 1],
                        millis.length);
            } finally {
                erase(data);
            }
        } catch (IOException e) {
            throw new FailedException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("the measurement was interrupted");
        }
    }

    /** A site for every signal, so that each is an incident of its own. */
    private static City city(Path clip, Path data) {
        GeoPoint place = new GeoPoint(26.72, 80.86);
        List<City.Site> sites =
                IntStream.range(0, SIGNALS)
                        .mapToObj(i -> new City.Site("s" + i, "Site " + i, place))
                        .toList();
        List<Camera> cameras =
                IntStream.range(0, CAMERAS)
                        .mapToObj(
                                i ->
                                        new Camera(
                                                "c" + i,
                                                "s" + i,
                                                "Camera " + i,
                                                place,
                                                clip.toString(),
                                                true))
                        .toList();
        return City.ofOneStation("Bench", data, place, sites, List.of(), cameras);
    }

    /**
     * Milliseconds from a signal's birth to the moment its incident stands in the desk's list, in
     * order of length.
     */
    private static long[] signals(RunningPukar pukar, City city)
            throws IOException, InterruptedException {
        String password = "bench " + Instant.now();
        String hash = String.valueOf(new BCryptPasswordEncoder(4).encode(password));
        pukar.accounts().add(new Account(NAME, hash, Role.REVIEWER, Optional.empty(), false));
        HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        signIn(browser, pukar.address(), password);
        HttpResponse<InputStream> events =
                browser.send(
                        get(pukar.address() + "/events"),
                        HttpResponse.BodyHandlers.ofInputStream());
        List<Long> millis = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            for (City.Site site : city.sites()) {
                Camera camera =
                        new Camera(
                                "p-" + site.id(), site.id(), site.name(), site.place(), "", false);
                long born = System.nanoTime();
                pukar.desk().take(Signal.request(camera.id(), Instant.now()), camera, List.of());
                waitFor(browser, pukar.address(), lines, site.name());
                millis.add((System.nanoTime() - born) / 1_000_000);
            }
        }
        return millis.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /** As the page does: hears that the desk changed, fetches the list, shows it. */
    private static void waitFor(
            HttpClient browser, String address, BufferedReader events, String site)
            throws IOException, InterruptedException {
        while (true) {
            String line = events.readLine();
            if (line == null) {
                throw new FailedException("the desk's line of events ended during the measurement");
            }
            if (line.startsWith("event:desk")) {
                String list =
                        browser.send(
                                        get(address + "/desk/list"),
                                        HttpResponse.BodyHandlers.ofString())
                                .body();
                if (list.contains(">" + site + "<")) {
                    return;
                }
            }
        }
    }

    private static void signIn(HttpClient browser, String address, String password)
            throws IOException, InterruptedException {
        String page =
                browser.send(get(address + "/login"), HttpResponse.BodyHandlers.ofString()).body();
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page);
        if (!token.find()) {
            throw new FailedException("the sign-in page has no token");
        }
        String form =
                "username="
                        + NAME
                        + "&password="
                        + encoded(password)
                        + "&_csrf="
                        + encoded(token.group(1));
        browser.send(
                HttpRequest.newBuilder(URI.create(address + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private static HttpRequest get(String address) {
        return HttpRequest.newBuilder(URI.create(address)).build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * The database's processes: the first one's number stands in the first line of postmaster.pid.
     */
    private static long databaseMegabytes(Path data) throws IOException {
        String pid = Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(0).strip();
        return ProcessHandle.of(Long.parseLong(pid)).stream()
                .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
                .mapToLong(BenchDesk::residentMegabytes)
                .sum();
    }

    /** VmRSS of a process, as Linux tells it; 0 where it does not. */
    static long residentMegabytes(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(l -> l.startsWith("VmRSS:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024)
                    .sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }

    static void erase(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
