package org.pukar.server.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.audit.AuditLog.Act;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Enters every look into the log, before anything is shown: a page, a part of one, a picture, a
 * list. A look that can't be entered shows nothing. A page that somebody adds is entered, too: as a
 * list, unless it stands here.
 */
@Configuration(proxyBeanMethods = false)
class Looks implements WebMvcConfigurer, HandlerInterceptor {
    /** Where nothing of anybody is shown. */
    private static final Set<String> NOTHING_TO_SEE =
            Set.of("/", "/login", "/health", "/events", "/map/base.json");

    /** What is taken away, not only looked at: entered each time. */
    private static final Set<String> EXPORTS =
            Set.of("/figures.csv", "/breach/{breach}/{notice}.txt");

    private final AuditLog audit;

    Looks(AuditLog audit) {
        this.audit = audit;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        Optional<Principal> who = Optional.ofNullable(request.getUserPrincipal());
        String page =
                String.valueOf(
                        request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        if (who.isPresent()
                && request.getMethod().equals("GET")
                && request.getDispatcherType() == DispatcherType.REQUEST
                && handler instanceof HandlerMethod
                && !NOTHING_TO_SEE.contains(page)) {
            enter(who.get().getName(), page, request);
        }
        return true;
    }

    private void enter(String person, String page, HttpServletRequest request) {
        String area = page.split("[/.]", 3)[1];
        Optional<UUID> incident = incident(request);
        if (EXPORTS.contains(page)) {
            audit.add(person, Act.EXPORTED, Optional.empty(), page.substring(1));
        } else if (area.equals("log")) {
            audit.look(person, Act.LOOKED_AT_LOG, incident, request.getRequestURI().substring(1));
        } else if (area.equals("officer") && incident.isPresent()) {
            return; // the page itself enters it, once it knows whose call it is
        } else if (incident.isEmpty()) {
            audit.look(person, Act.LOOKED_AT_LIST, incident, area);
        } else if (page.contains("/pictures") || page.endsWith("/signals.json")) {
            audit.look(person, Act.LOOKED_AT_PICTURES, incident, "");
        } else {
            audit.look(person, Act.LOOKED_AT_INCIDENT, incident, "");
        }
    }

    /** The incident that an address names, if it does. */
    static Optional<UUID> incident(HttpServletRequest request) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        if (variables instanceof Map<?, ?> map && map.get("id") instanceof String id) {
            try {
                return Optional.of(UUID.fromString(id));
            } catch (IllegalArgumentException e) {
                return Optional.empty(); // a camera's or a site's
            }
        }
        return Optional.empty();
    }
}
