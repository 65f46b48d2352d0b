package org.pukar.server.settings;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pukar.camera.Camera;

/**
 * The cameras as the settings say now: they come and go while Pukar runs, unlike the rest of a
 * {@link City}, which says with which ones it started. Whoever needs them asks each time.
 * Thread-safe.
 */
public final class PresentCameras {
    private volatile Known known;

    /**
     * What is known at one moment.
     *
     * @param gone by id, those that were removed since the start and are not back
     */
    private record Known(List<Camera> list, Map<String, Camera> byId, Map<String, Gone> gone) {
        Known(List<Camera> list, Map<String, Gone> gone) {
            this(
                    List.copyOf(list),
                    list.stream()
                            .collect(Collectors.toUnmodifiableMap(Camera::id, Function.identity())),
                    Map.copyOf(gone));
        }
    }

    private record Gone(Camera camera, Instant at) {}

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
     * The camera of that id, if the settings have it now or had it then: what it saw before it was
     * removed stands.
     */
    public Optional<Camera> findAt(String id, Instant at) {
        Known now = known;
        return Optional.ofNullable(now.byId().get(id))
                .or(
                        () ->
                                Optional.ofNullable(now.gone().get(id))
                                        .filter(g -> !at.isAfter(g.at()))
                                        .map(Gone::camera));
    }

    /** What people call it, also after it was removed; the id of one that was never there. */
    public String name(String id) {
        return findAt(id, Instant.MIN).map(Camera::name).orElse(id);
    }

    /**
     * Others from now on.
     *
     * @param next in the settings' order, each id once
     */
    public synchronized void change(List<Camera> next, Instant now) {
        Map<String, Gone> gone = new HashMap<>(known.gone());
        known.list().forEach(c -> gone.put(c.id(), new Gone(c, now)));
        next.forEach(c -> gone.remove(c.id()));
        known = new Known(next, gone);
    }
}
