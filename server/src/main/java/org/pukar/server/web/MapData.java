package org.pukar.server.web;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.pukar.server.settings.City;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the map shows: a base layer of the city's own, so that it works without internet, and the
 * settings' places.
 */
@RestController
class MapData {
    private final City city;

    MapData(City city) {
        this.city = city;
    }

    @GetMapping(value = "/map/base.json", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] base() throws IOException {
        return city.map().isPresent()
                ? Files.readAllBytes(city.map().get())
                : "{\"type\":\"FeatureCollection\",\"features\":[]}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** A place on the map. */
    record Pin(String name, double latitude, double longitude) {}

    @GetMapping("/map/places.json")
    Map<String, Object> places() {
        List<Pin> stations =
                city.stations().stream()
                        .map(s -> new Pin(s.name(), s.place().latitude(), s.place().longitude()))
                        .toList();
        return Map.of("stations", stations, "tiles", city.tiles().orElse(""));
    }
}
