package org.pukar.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.pukar.server.store.AccountStore;
import org.pukar.server.store.IncidentStore;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Nobody sees an incident that had ended before they were given their role. */
@Configuration(proxyBeanMethods = false)
class Grants implements WebMvcConfigurer, HandlerInterceptor {
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final AccountStore accounts;
    private final IncidentStore incidents;

    Grants(AccountStore accounts, IncidentStore incidents) {
        this.accounts = accounts;
        this.incidents = incidents;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(Ordered.HIGHEST_PRECEDENCE);
    }

    /** Since when somebody has had their role. */
    Instant since(Principal who) {
        return accounts.bounds(who.getName()).map(AccountStore.Bounds::grantedAt).orElse(NEVER);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        Optional<Principal> who = Optional.ofNullable(request.getUserPrincipal());
        Optional<UUID> incident = Looks.incident(request);
        if (who.isPresent()
                && incident.isPresent()
                && incidents.endedBefore(incident.get(), since(who.get()))) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return false;
        }
        return true;
    }
}
