package org.pukar.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.pukar.server.store.AccountStore.Role;

/** Which pages someone may open, in the order of the head. {@link Security} decides; this shows. */
final class Navigation {
    private Navigation() {}

    /**
     * A page in the head.
     *
     * @param text the key of its name
     */
    record Entry(String name, String path, String text, List<Role> roles) {}

    private static final List<Entry> ALL =
            List.of(
                    new Entry(
                            "desk", "/desk", "desk.title", List.of(Role.REVIEWER, Role.SUPERVISOR)),
                    new Entry("officer", "/officer", "officer.title", List.of(Role.OFFICER)),
                    new Entry("cameras", "/cameras", "cameras.title", List.of(Role.ENGINEER)),
                    new Entry(
                            "points",
                            "/points",
                            "points.title",
                            List.of(Role.REVIEWER, Role.ENGINEER, Role.SUPERVISOR)),
                    new Entry(
                            "shifts",
                            "/shifts",
                            "shifts.title",
                            List.of(Role.REVIEWER, Role.SUPERVISOR)),
                    new Entry(
                            "drills",
                            "/drills",
                            "drills.title",
                            List.of(Role.SUPERVISOR, Role.ENGINEER)),
                    new Entry(
                            "figures",
                            "/figures",
                            "figures.title",
                            List.of(Role.REVIEWER, Role.SUPERVISOR, Role.PRIVACY)),
                    new Entry(
                            "breach",
                            "/breach",
                            "breach.title",
                            List.of(Role.SUPERVISOR, Role.PRIVACY)),
                    new Entry("log", "/log", "log.title", List.of(Role.SUPERVISOR, Role.PRIVACY)),
                    new Entry(
                            "authorisations",
                            "/authorisations",
                            "authorisation.title",
                            List.of(Role.PRIVACY, Role.ENGINEER, Role.SUPERVISOR)),
                    new Entry("map", "/map/city", "citymap.title", List.of(Role.values())),
                    new Entry(
                            "settings",
                            "/settings",
                            "settings.title",
                            List.of(Role.ENGINEER, Role.SUPERVISOR, Role.PRIVACY)));

    static List<Entry> of(HttpServletRequest request) {
        return ALL.stream()
                .filter(e -> e.roles().stream().anyMatch(r -> request.isUserInRole(r.name())))
                .toList();
    }
}
