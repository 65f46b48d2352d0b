package org.pukar.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.pukar.base.GeoPoint;
import org.pukar.server.desk.Desk;
import org.pukar.server.desk.Requests;
import org.pukar.server.settings.City;
import org.pukar.server.store.ClientStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.IncidentStore.Kept;
import org.pukar.server.store.Request;
import org.pukar.server.store.RequestStore;
import org.pukar.server.store.RequestStore.Code;
import org.pukar.server.store.RequestStore.Secrets;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * The page that the code on a sign opens: asks for help without an account, says what happens, and
 * lets whoever asked say that they are fine. Works without JavaScript and on a slow line.
 */
@Controller
class HelpPage {
    /** The two codes are shown this long, and never again. */
    static final Duration CODES_SHOWN = Duration.ofMinutes(1);

    private final Desk desk;
    private final City city;
    private final IncidentStore incidents;
    private final RequestStore store;
    private final RateLimit limit;
    private final SecureRandom random = new SecureRandom();

    HelpPage(Desk desk, City city, IncidentStore incidents, RequestStore store) {
        this.desk = desk;
        this.city = city;
        this.incidents = incidents;
        this.store = store;
        this.limit = new RateLimit(20, Duration.ofMinutes(10));
    }

    @GetMapping("/help/{place}")
    String ask(@PathVariable String place, Model model, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        model.addAttribute("place", sign(place));
        model.addAttribute("nonce", UUID.randomUUID());
        return "help";
    }

    /** A site, or a panic point with the site it stands at. */
    record Sign(String id, String name, City.Site site) {}

    private Sign sign(String id) {
        return city.findSite(id)
                .map(s -> new Sign(s.id(), s.name(), s))
                .or(
                        () ->
                                city.findPoint(id)
                                        .map(
                                                p ->
                                                        new Sign(
                                                                p.id(),
                                                                p.name(),
                                                                city.site(p.siteId()))))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /**
     * The form as it comes. All may be missing or nonsense: help is called all the same, and what
     * could not be taken is said.
     */
    record Form(
            Optional<String> nonce,
            Optional<String> words,
            Optional<String> women,
            Optional<String> callBack,
            Optional<String> latitude,
            Optional<String> longitude,
            Optional<String> accuracy) {}

    /** Sent twice, it is taken once: the nonce names the request and opens its page. */
    @PostMapping("/help/{place}")
    String send(
            @PathVariable String place,
            Form form,
            Model model,
            HttpServletRequest http,
            HttpServletResponse response) {
        Sign sign = sign(place);
        UUID nonce = form.nonce().flatMap(HelpPage::uuid).orElseGet(UUID::randomUUID);
        if (!desk.requests().addsNothingNew(id(nonce), sign.site())
                && !limit.allows(http.getRemoteAddr() + " " + sign.site().id(), desk.now())) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            model.addAttribute("place", sign);
            model.addAttribute("nonce", UUID.randomUUID());
            model.addAttribute("refusal", "request.tooMany");
            return "help";
        }
        Details details = Details.of(form, desk.now());
        String code = code();
        Requests.Asked unused =
                desk.requests()
                        .ask(
                                request(nonce, details, sign, desk.now()),
                                new Secrets(
                                        ClientStore.hash(nonce.toString()), code, duress(code), ""),
                                sign.site(),
                                Optional.empty());
        return back(nonce, details.complete() ? "" : "?said=dropped");
    }

    private static UUID id(UUID nonce) {
        return UUID.nameUUIDFromBytes(("phone|" + nonce).getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * What could be taken of a form.
     *
     * @param complete whether that was all of it
     */
    private record Details(
            String words,
            boolean women,
            String callBack,
            Optional<Request.Position> position,
            boolean complete) {
        static Details of(Form form, Instant now) {
            String words = form.words().orElse("").strip();
            String number = form.callBack().orElse("").strip();
            boolean placed = form.latitude().filter(l -> !l.isBlank()).isPresent();
            Optional<Request.Position> position = placed ? positionOf(form, now) : Optional.empty();
            String goodWords = Request.goodWords(words) ? words : "";
            String goodNumber = Request.goodNumber(number) ? number : "";
            return new Details(
                    goodWords,
                    form.women().filter("true"::equals).isPresent(),
                    goodNumber,
                    position,
                    goodWords.equals(words)
                            && goodNumber.equals(number)
                            && placed == position.isPresent());
        }
    }

    private static Request request(UUID nonce, Details details, Sign sign, Instant now) {
        return new Request(
                id(nonce),
                Request.Way.PHONE,
                sign.id(),
                details.words(),
                details.women(),
                details.callBack(),
                details.position(),
                now,
                now,
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<Request.Position> positionOf(Form form, Instant now) {
        try {
            return Optional.of(
                    new Request.Position(
                            new GeoPoint(
                                    Double.parseDouble(form.latitude().orElse("")),
                                    Double.parseDouble(form.longitude().orElse(""))),
                            Double.parseDouble(form.accuracy().orElse("0")),
                            now));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String code() {
        return String.format(Locale.ROOT, "%04d", random.nextInt(10_000));
    }

    /** Another code, every digit of which differs, so that no slip makes one of the other. */
    private String duress(String code) {
        StringBuilder other = new StringBuilder();
        for (int i = 0; i < code.length(); i++) {
            other.append((code.charAt(i) - '0' + 1 + random.nextInt(9)) % 10);
        }
        return other.toString();
    }

    @GetMapping("/help/mine/{secret}")
    String mine(@PathVariable UUID secret, Model model, HttpServletResponse response) {
        addMine(secret, model, response);
        return "helped";
    }

    @GetMapping("/help/mine/{secret}/state")
    String state(@PathVariable UUID secret, Model model, HttpServletResponse response) {
        addMine(secret, model, response);
        return "helped :: state";
    }

    private void addMine(UUID secret, Model model, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        Request request = request(secret);
        Kept kept = incidents.find(store.incident(request.id()).orElseThrow()).orElseThrow();
        model.addAttribute("secret", secret);
        model.addAttribute("request", request);
        model.addAttribute("incident", kept.incident());
        model.addAttribute("station", city.targetName(kept.stationId()));
        model.addAttribute("sentTo", kept.incident().sentTo().map(city::targetName).orElse(""));
        // Under somebody's eyes the screen says withdrawn; help goes on.
        model.addAttribute(
                "withdrawn", request.withdrawnAt().isPresent() || request.duressAt().isPresent());
        boolean fresh =
                desk.now().isBefore(request.receivedAt().plus(CODES_SHOWN))
                        && !kept.incident().state().ended();
        model.addAttribute("codes", fresh ? store.codes(request.id()) : java.util.List.of());
    }

    private Request request(UUID secret) {
        return store.findBySecret(ClientStore.hash(secret.toString()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @PostMapping("/help/mine/{secret}/words")
    String say(@PathVariable UUID secret, @RequestParam(defaultValue = "") String words) {
        UUID id = request(secret).id();
        if (!Request.goodWords(words)) {
            return back(secret, "?said=long");
        }
        return back(secret, desk.requests().say(id, words.strip()) ? "?said=words" : "?said=over");
    }

    @PostMapping("/help/mine/{secret}/position")
    String place(@PathVariable UUID secret, Form form) {
        UUID id = request(secret).id();
        Optional<Request.Position> position = positionOf(form, desk.now());
        if (position.isEmpty()) {
            return back(secret, "?said=noplace");
        }
        return back(
                secret, desk.requests().place(id, position.get()) ? "?said=place" : "?said=over");
    }

    @PostMapping("/help/mine/{secret}/withdraw")
    String withdraw(@PathVariable UUID secret, @RequestParam(defaultValue = "") String code) {
        Code does = desk.requests().withdraw(request(secret).id(), code.strip());
        return switch (does) {
            case WITHDRAWS, ON_THE_SCREEN_ONLY -> back(secret, "");
            case WRONG -> back(secret, "?said=wrong");
            case LOCKED -> back(secret, "?said=locked");
        };
    }

    private static String back(UUID secret, String said) {
        return "redirect:/help/mine/" + secret + said;
    }
}
