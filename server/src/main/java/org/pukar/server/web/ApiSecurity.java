package org.pukar.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pukar.server.store.ClientStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may use the API and the help page: programs by their key, panic points by their signature,
 * and anyone at all to ask for help or what is watched. No session, no cookie, so nothing a foreign
 * page could abuse.
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {
    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, ClientStore clients) throws Exception {
        return withoutSession(http)
                .securityMatcher("/api/**")
                .addFilterBefore(new KeyFilter(clients), UsernamePasswordAuthenticationFilter.class)
                .authorizeHttpRequests(
                        table ->
                                table.requestMatchers(
                                                "/api/openapi.yaml",
                                                "/api/v1/points/messages",
                                                "/api/v1/alerts/*/acknowledge")
                                        .permitAll()
                                        .requestMatchers("/api/v1/requests/**")
                                        .hasRole("CENTRE")
                                        .requestMatchers("/api/v1/watch", "/api/v1/signals")
                                        .hasRole("WORKER")
                                        .requestMatchers("/api/v1/metrics")
                                        .hasRole("MONITOR")
                                        .anyRequest()
                                        .denyAll())
                .exceptionHandling(
                        e ->
                                e.authenticationEntryPoint(
                                                (request, response, why) ->
                                                        problem(
                                                                response,
                                                                HttpStatus.UNAUTHORIZED,
                                                                "a call needs the header"
                                                                    + " Authorization: Bearer KEY"
                                                                    + " with a key that holds"))
                                        .accessDeniedHandler(
                                                (request, response, why) ->
                                                        problem(
                                                                response,
                                                                HttpStatus.FORBIDDEN,
                                                                "there is no such call for this"
                                                                        + " key")))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain help(HttpSecurity http) throws Exception {
        return withoutSession(http)
                .securityMatcher("/help/**", "/public", "/public/**")
                .authorizeHttpRequests(table -> table.anyRequest().permitAll())
                .headers(h -> Security.headers(h, ""))
                .build();
    }

    private static HttpSecurity withoutSession(HttpSecurity http) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable);
    }

    static void problem(HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        Map<String, Object> problem =
                Map.of(
                        "status",
                        status.value(),
                        "title",
                        status.getReasonPhrase(),
                        "detail",
                        detail);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JsonMapper.shared().writeValueAsBytes(problem));
    }

    /** A program shows its key: {@code Authorization: Bearer KEY}. */
    private static final class KeyFilter extends OncePerRequestFilter {
        private static final String BEARER = "Bearer ";
        private final ClientStore clients;

        KeyFilter(ClientStore clients) {
            this.clients = clients;
        }

        @Override
        protected void doFilterInternal(
                HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            Optional<ClientStore.Client> holder;
            try {
                holder =
                        Optional.ofNullable(request.getHeader("Authorization"))
                                .filter(header -> header.startsWith(BEARER))
                                .flatMap(h -> clients.holder(h.substring(BEARER.length())));
            } catch (DataAccessException e) {
                problem(
                        response,
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "nothing can be kept just now; send the same call again in some seconds");
                return;
            }
            holder.ifPresent(
                    client ->
                            SecurityContextHolder.getContext()
                                    .setAuthentication(
                                            UsernamePasswordAuthenticationToken.authenticated(
                                                    client.name(),
                                                    "",
                                                    List.of(
                                                            new SimpleGrantedAuthority(
                                                                    "ROLE_" + client.kind())))));
            chain.doFilter(request, response);
        }
    }
}
