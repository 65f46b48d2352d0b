package org.pukar.server.web;

import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.pukar.server.store.AccountStore.Bounds;

/**
 * Whose session opened a line, and when that session's sign-in was: who signs in anew in the same
 * browser opens a line of their own.
 */
record PageSession(String person, HttpSession session, Instant began) {
    static PageSession of(String person, HttpSession session) {
        return new PageSession(person, session, began(session).orElse(Instant.MIN));
    }

    /**
     * Whether it goes on.
     *
     * @param bounds of accounts, by name
     */
    boolean holds(Map<String, Bounds> bounds, Instant now) {
        return began(session).filter(began::equals).isPresent()
                && SessionBounds.holds(began, Optional.ofNullable(bounds.get(person)), now);
    }

    private static Optional<Instant> began(HttpSession session) {
        try {
            return session.getAttribute(SessionBounds.BEGAN) instanceof Instant began
                    ? Optional.of(began)
                    : Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.empty(); // signed out, which ends a session
        }
    }
}
