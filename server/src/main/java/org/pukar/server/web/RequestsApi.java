package org.pukar.server.web;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pukar.base.GeoPoint;
import org.pukar.incident.State;
import org.pukar.server.desk.Desk;
import org.pukar.server.desk.Requests;
import org.pukar.server.settings.City;
import org.pukar.server.store.ClientStore;
import org.pukar.server.store.IncidentStore;
import org.pukar.server.store.IncidentStore.Kept;
import org.pukar.server.store.Request;
import org.pukar.server.store.RequestStore;
import org.pukar.server.store.RequestStore.Secrets;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls for help that another centre passes on: 112, 1090, a university's guard room. Described in
 * {@code /api/openapi.yaml}.
 */
@RestController
class RequestsApi {
    /** Longest body, in characters. */
    static final int LONGEST_BODY = 8_192;

    private static final int LONGEST_KEY = 100;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final Desk desk;
    private final City city;
    private final IncidentStore incidents;
    private final RequestStore store;

    RequestsApi(Desk desk, City city, IncidentStore incidents, RequestStore store) {
        this.desk = desk;
        this.city = city;
        this.incidents = incidents;
        this.store = store;
    }

    /** What a centre sends; a site or a position must be there. */
    record Body(
            @Nullable String site,
            @Nullable Double latitude,
            @Nullable Double longitude,
            @Nullable Double accuracyMeters,
            @Nullable String words,
            @Nullable String callBack,
            @Nullable Boolean womenOfficers,
            @Nullable Instant at) {}

    /**
     * What becomes of a call.
     *
     * @param toldToGo who was told to go last
     */
    record Told(UUID id, UUID incident, State state, List<String> toldToGo, boolean withdrawn) {}

    @PostMapping("/api/v1/requests")
    ResponseEntity<Told> ask(
            @RequestBody String text,
            @RequestHeader("Idempotency-Key") String key,
            Principal centre) {
        checkKey(key);
        Body body = read(text);
        UUID id =
                UUID.nameUUIDFromBytes(
                        (centre.getName() + "|" + key).getBytes(StandardCharsets.UTF_8));
        String hash = ClientStore.hash(text);
        checkRepeat(id, hash);
        Secrets secrets = new Secrets("", "", "", hash);
        Request request = request(id, body, centre.getName());
        Optional<City.Site> site = site(body);
        Requests.Asked asked =
                site.isPresent()
                        ? desk.requests().ask(request, secrets, site.get(), Optional.empty())
                        : desk.requests().askElsewhere(request, secrets, Optional.empty());
        checkRepeat(id, hash); // two under one key at the same moment
        return ResponseEntity.status(asked.repeated() ? HttpStatus.OK : HttpStatus.CREATED)
                .body(told(id));
    }

    private static void checkKey(String key) {
        if (!key.matches("[!-~]{8," + LONGEST_KEY + "}")) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST,
                    "Idempotency-Key must be 8 to %d printable characters, got %d"
                            .formatted(LONGEST_KEY, key.length()));
        }
    }

    private static Body read(String text) {
        if (text.length() > LONGEST_BODY) {
            throw new ApiException(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "a body must have at most %d characters, got %d"
                            .formatted(LONGEST_BODY, text.length()));
        }
        try {
            return JSON.readValue(text, Body.class);
        } catch (JacksonException e) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST,
                    "the body must be the JSON of /api/openapi.yaml, it is not at " + place(e));
        }
    }

    /** The field, where it is known; else the line and column. */
    private static String place(JacksonException e) {
        return e.getPath().isEmpty()
                ? "line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr())
                : "field " + e.getPath().get(e.getPath().size() - 1).getPropertyName();
    }

    private void checkRepeat(UUID id, String hash) {
        store.bodyHash(id)
                .filter(before -> !before.equals(hash))
                .ifPresent(
                        before -> {
                            throw new ApiException(
                                    HttpStatus.UNPROCESSABLE_CONTENT,
                                    "an Idempotency-Key names one call; this one came before with"
                                            + " another body");
                        });
    }

    private Request request(UUID id, Body body, String centre) {
        Instant now = desk.now();
        try {
            return new Request(
                    id,
                    Request.Way.CENTRE,
                    centre,
                    Optional.ofNullable(body.words()).orElse(""),
                    Boolean.TRUE.equals(body.womenOfficers()),
                    Optional.ofNullable(body.callBack()).orElse(""),
                    position(body, now),
                    Optional.ofNullable(body.at()).filter(at -> near(at, now)).orElse(now),
                    now,
                    Optional.empty(),
                    Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new ApiException(
                    HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()));
        }
    }

    /** A time that can't be meant is left out: the call counts. */
    private static boolean near(Instant at, Instant now) {
        return at.isAfter(now.minus(Duration.ofDays(1)))
                && at.isBefore(now.plus(Duration.ofHours(1)));
    }

    private static Optional<Request.Position> position(Body body, Instant now) {
        Double latitude = body.latitude();
        Double longitude = body.longitude();
        if (latitude == null && longitude == null) {
            return Optional.empty();
        }
        if (latitude == null || longitude == null) {
            throw new IllegalArgumentException(
                    "a position needs both latitude and longitude, got one");
        }
        return Optional.of(
                new Request.Position(
                        new GeoPoint(latitude, longitude),
                        Optional.ofNullable(body.accuracyMeters()).orElse(0.0),
                        now));
    }

    private Optional<City.Site> site(Body body) {
        String name = Optional.ofNullable(body.site()).orElse("");
        Optional<City.Site> site = city.findSite(name);
        if (site.isEmpty() && !name.isEmpty()) {
            throw new ApiException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "site must be the id of a site here; leave it out and give a position for any"
                            + " other place");
        }
        if (site.isEmpty() && body.latitude() == null) {
            throw new ApiException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "a call needs a site, or latitude and longitude in degrees, got neither");
        }
        return site;
    }

    @GetMapping("/api/v1/requests/{id}")
    Told one(@PathVariable UUID id, Principal centre) {
        return told(own(id, centre).id());
    }

    @PostMapping("/api/v1/requests/{id}/withdraw")
    Told withdraw(@PathVariable UUID id, Principal centre) {
        desk.requests().withdraw(own(id, centre).id());
        return told(id);
    }

    private Request own(UUID id, Principal centre) {
        return store.find(id)
                .filter(r -> r.way() == Request.Way.CENTRE)
                .filter(r -> r.sourceId().equals(centre.getName()))
                .orElseThrow(
                        () ->
                                new ApiException(
                                        HttpStatus.NOT_FOUND, "there is no such call of yours"));
    }

    private Told told(UUID id) {
        UUID incident = store.incident(id).orElseThrow();
        Kept kept = incidents.find(incident).orElseThrow();
        return new Told(
                id,
                incident,
                kept.incident().state(),
                kept.incident().sentTo().map(city::targetName).stream().toList(),
                store.find(id).orElseThrow().withdrawnAt().isPresent());
    }
}
