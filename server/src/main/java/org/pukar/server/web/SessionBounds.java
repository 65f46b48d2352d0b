package org.pukar.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.pukar.server.settings.SignInSettings;
import org.pukar.server.signin.SecondFactors;
import org.pukar.server.store.AccountStore;
import org.pukar.server.store.AccountStore.Bounds;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session at once when its account was disabled or got another password, and after half a
 * day; and lets nobody on who still needs a second factor.
 */
final class SessionBounds extends OncePerRequestFilter {
    /** When the session's sign-in was, as a session's attribute. */
    static final String BEGAN = "pukar.began";

    private static final Duration LONGEST = Duration.ofHours(12);

    private final AccountStore accounts;
    private final SecondFactors factors;
    private final SignInSettings settings;
    private final InstantSource clock;

    SessionBounds(
            AccountStore accounts,
            SecondFactors factors,
            SignInSettings settings,
            InstantSource clock) {
        this.accounts = accounts;
        this.factors = factors;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Authentication> who =
                Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication());
        Optional<HttpSession> session = Optional.ofNullable(request.getSession(false));
        if (who.isPresent() && session.isPresent() && !isAnonymous(who.get())) {
            if (!holds(who.get().getName(), session.get())) {
                session.get().invalidate();
                SecurityContextHolder.clearContext();
                response.sendRedirect(request.getContextPath() + "/login?ended");
                return;
            }
            if (needsFactor(who.get(), request)) {
                response.sendRedirect(request.getContextPath() + "/account?factor");
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static boolean isAnonymous(Authentication who) {
        return who instanceof AnonymousAuthenticationToken;
    }

    private boolean holds(String name, HttpSession session) {
        return session.getAttribute(BEGAN) instanceof Instant began
                && holds(began, accounts.bounds(name), clock.instant());
    }

    /** Whether a session that began then goes on for an account with such bounds. */
    static boolean holds(Instant began, Optional<Bounds> account, Instant now) {
        return now.isBefore(began.plus(LONGEST))
                && account.filter(b -> !b.disabled())
                        .map(Bounds::sessionsFrom)
                        .filter(from -> !began.isBefore(from))
                        .isPresent();
    }

    private boolean needsFactor(Authentication who, HttpServletRequest request) {
        String path = request.getServletPath();
        return settings.secondFactor()
                && who instanceof UsernamePasswordAuthenticationToken
                && !path.startsWith("/account")
                && !path.equals("/logout")
                && !path.matches("/(css|js|webjars)/.*")
                && !factors.has(who.getName());
    }
}
