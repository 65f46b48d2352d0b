package org.pukar.server.web;

import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import java.util.Optional;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.desk.Shifts;
import org.pukar.server.settings.City;
import org.pukar.server.signin.DeviceMark;
import org.pukar.server.signin.SecondFactors;
import org.pukar.server.signin.SignIn;
import org.pukar.server.store.AccountStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may do what: the whole table in one place, everything else refused. */
@Configuration(proxyBeanMethods = false)
class Security {
    @Bean
    SecurityFilterChain roles(
            HttpSecurity http,
            AuditLog audit,
            Shifts shifts,
            City city,
            SignIn signIn,
            SecondFactors factors,
            AccountStore accounts,
            DeviceMark marks,
            InstantSource clock,
            Optional<ProviderSignIn> provider)
            throws Exception {
        AuthenticationSuccessHandler signedIn = signedIn(audit, marks, clock);
        if (provider.isPresent()) {
            provider.get().add(http, signedIn);
        }
        String tiles = city.tiles().map(t -> " " + origin(t)).orElse("");
        return http.authorizeHttpRequests(
                        table ->
                                table.dispatcherTypeMatchers(
                                                DispatcherType.ERROR,
                                                DispatcherType.ASYNC,
                                                DispatcherType.FORWARD)
                                        .permitAll()
                                        .requestMatchers(
                                                "/login",
                                                "/css/**",
                                                "/js/**",
                                                "/webjars/**",
                                                "/oauth2/authorization/*",
                                                "/health")
                                        .permitAll()
                                        .requestMatchers(
                                                "/",
                                                "/events",
                                                "/map/**",
                                                "/shift/seen",
                                                "/account/**",
                                                "/log/mine")
                                        .authenticated()
                                        .requestMatchers("/desk/**")
                                        .hasAnyRole("REVIEWER", "SUPERVISOR")
                                        .requestMatchers("/shifts/**")
                                        .hasAnyRole("REVIEWER", "SUPERVISOR")
                                        .requestMatchers("/figures", "/figures.csv")
                                        .hasAnyRole("REVIEWER", "SUPERVISOR", "PRIVACY")
                                        .requestMatchers("/drills/**")
                                        .hasAnyRole("SUPERVISOR", "ENGINEER")
                                        .requestMatchers("/points/**")
                                        .hasAnyRole("REVIEWER", "ENGINEER", "SUPERVISOR")
                                        .requestMatchers("/breach/**")
                                        .hasAnyRole("SUPERVISOR", "PRIVACY")
                                        .requestMatchers("/log/incidents/**")
                                        .hasAnyRole("REVIEWER", "SUPERVISOR", "PRIVACY")
                                        .requestMatchers("/log")
                                        .hasAnyRole("SUPERVISOR", "PRIVACY")
                                        .requestMatchers("/officer/**")
                                        .hasRole("OFFICER")
                                        .requestMatchers(HttpMethod.GET, "/settings/**")
                                        .hasAnyRole("ENGINEER", "SUPERVISOR", "PRIVACY")
                                        .requestMatchers("/settings/**")
                                        .hasAnyRole("ENGINEER", "SUPERVISOR")
                                        .requestMatchers(
                                                "/authorisations/*/stop", "/authorisations/*/start")
                                        .hasAnyRole("ENGINEER", "SUPERVISOR", "PRIVACY")
                                        .requestMatchers(HttpMethod.GET, "/authorisations")
                                        .hasAnyRole("ENGINEER", "SUPERVISOR", "PRIVACY")
                                        .requestMatchers("/authorisations/**")
                                        .hasRole("PRIVACY")
                                        .requestMatchers("/cameras/**", "/signs/**")
                                        .hasRole("ENGINEER")
                                        .anyRequest()
                                        .denyAll())
                .authenticationProvider(new SignInProvider(signIn, accounts))
                .addFilterBefore(
                        new SessionBounds(accounts, factors, city.signIn(), clock),
                        AuthorizationFilter.class)
                .formLogin(
                        form ->
                                form.loginPage("/login")
                                        .authenticationDetailsSource(SignInProvider.Details::of)
                                        .failureHandler(
                                                (request, response, why) ->
                                                        response.sendRedirect(
                                                                request.getContextPath()
                                                                        + (why
                                                                                        instanceof
                                                                                        LockedException
                                                                                ? "/login?wait"
                                                                                : "/login?failed")))
                                        .successHandler(signedIn))
                .logout(
                        out ->
                                out.addLogoutHandler(
                                                (request, response, who) ->
                                                        Optional.ofNullable(who)
                                                                .ifPresent(
                                                                        w ->
                                                                                shifts.end(
                                                                                        w
                                                                                                .getName())))
                                        .logoutSuccessUrl("/login?out"))
                .headers(h -> headers(h, tiles))
                .build();
    }

    /**
     * What a browser may do with our pages: nothing from elsewhere, no frame, no script in a page.
     *
     * @param tiles where pictures of the map come from, after a space; may be empty
     */
    static void headers(HeadersConfigurer<HttpSecurity> headers, String tiles) {
        headers.permissionsPolicyHeader(
                p -> p.policy("camera=(), microphone=(), usb=(), payment=(), geolocation=(self)"));
        headers.crossOriginOpenerPolicy(
                c ->
                        c.policy(
                                CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy
                                        .SAME_ORIGIN));
        headers.crossOriginResourcePolicy(
                c ->
                        c.policy(
                                CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy
                                        .SAME_ORIGIN));
        headers.contentSecurityPolicy(
                        csp ->
                                csp.policyDirectives(
                                        "default-src 'self'; img-src 'self' data:"
                                                + tiles
                                                + "; frame-ancestors 'none'; form-action 'self';"
                                                + " base-uri 'none'; object-src 'none'"))
                .referrerPolicy(r -> r.policy(ReferrerPolicy.SAME_ORIGIN));
    }

    private static String origin(String tiles) {
        return tiles.replaceFirst("^(https?://)(?:\\{s}\\.)?([^/]+).*$", "$1$2")
                .replace("{s}", "*");
    }

    /** A session begins: it is logged, and its browser is no stranger from here on. */
    private static AuthenticationSuccessHandler signedIn(
            AuditLog audit, DeviceMark marks, InstantSource clock) {
        return (request, response, who) -> {
            audit.add(who.getName(), AuditLog.Act.SIGNED_IN, Optional.empty(), "");
            request.getSession().setAttribute(SessionBounds.BEGAN, clock.instant());
            DeviceCookie.set(request, response, marks, who.getName());
            response.sendRedirect(request.getContextPath() + "/");
        };
    }
}
