package org.pukar.server.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pukar.camera.Camera;

/**
 * The cameras as the settings say now: they come and go while Pukar runs, unlike the rest of a
 * {@link City}, which says with which ones it started. Whoever needs them asks each time.
 * Thread-safe.
 */
public final class PresentCameras {
    /**
     * What a camera saw until so long after it was removed or changed is what it was then: workers
     * hear of it up to a second later, and their clocks differ. One that is opened anew shows
     * nobody's evidence so soon.
     */
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(5);

    private volatile Known known;

    /**
     * What is known at one moment.
     *
     * @param before by id, what those were last that were removed or changed since the start
     */
    private record Known(List<Camera> list, Map<String, Camera> byId, Map<String, Was> before) {
        Known(List<Camera> list, Map<String, Was> before) {
            this(
                    List.copyOf(list),
                    list.stream()
                            .collect(Collectors.toUnmodifiableMap(Camera::id, Function.identity())),
                    Map.copyOf(before));
        }
    }

    private record Was(Camera camera, Instant until) {}

    /**
     * @param cameras in the settings' order, each id once
     */
    public PresentCameras(List<Camera> cameras) {
        this.known = new Known(cameras, Map.of());
    }

    /** Those with which a city starts. */
    public static PresentCameras of(City city) {
        return new PresentCameras(city.cameras());
    }

    /** All of them, in the settings' order. */
    public List<Camera> list() {
        return known.list();
    }

    /** The camera of that id, if the settings have it now. */
    public Optional<Camera> find(String id) {
        return Optional.ofNullable(known.byId().get(id));
    }

    /**
     * The camera of that id as it was then: what it saw before it was removed, or moved elsewhere,
     * stands.
     */
    public Optional<Camera> findAt(String id, Instant at) {
        Known now = known;
        return Optional.ofNullable(now.before().get(id))
                .filter(was -> !at.isAfter(was.until().plus(HEARD_WITHIN)))
                .map(Was::camera)
                .or(() -> Optional.ofNullable(now.byId().get(id)));
    }

    /**
     * What people call it now, or called it last before it was removed, until the next start; else
     * its id.
     */
    public String name(String id) {
        return find(id).or(() -> findAt(id, Instant.MIN)).map(Camera::name).orElse(id);
    }

    /**
     * Others from now on.
     *
     * @param next in the settings' order, each id once
     */
    public synchronized void change(List<Camera> next, Instant now) {
        Map<String, Was> before = new HashMap<>(known.before());
        Set<Camera> stay = new HashSet<>(next);
        known.list().stream()
                .filter(c -> !stay.contains(c))
                .forEach(c -> before.put(c.id(), new Was(c, now)));
        known = new Known(next, before);
    }
}
