package org.pukar.server.web;

import jakarta.servlet.DispatcherType;
import java.util.Optional;
import org.pukar.server.audit.AuditLog;
import org.pukar.server.desk.Shifts;
import org.pukar.server.settings.City;
import org.pukar.server.store.AccountStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may do what: the whole table in one place, everything else refused. */
@Configuration(proxyBeanMethods = false)
class Security {
    @Bean
    SecurityFilterChain roles(HttpSecurity http, AuditLog audit, Shifts shifts, City city)
            throws Exception {
        SavedRequestAwareAuthenticationSuccessHandler home =
                new SavedRequestAwareAuthenticationSuccessHandler();
        home.setDefaultTargetUrl("/");
        home.setAlwaysUseDefaultTargetUrl(true);
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
                                                "/health")
                                        .permitAll()
                                        .requestMatchers(
                                                "/",
                                                "/events",
                                                "/map/**",
                                                "/shift/seen",
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
                .formLogin(
                        form ->
                                form.loginPage("/login")
                                        .failureUrl("/login?failed")
                                        .successHandler(
                                                (request, response, who) -> {
                                                    audit.add(
                                                            who.getName(),
                                                            AuditLog.Act.SIGNED_IN,
                                                            Optional.empty(),
                                                            "");
                                                    home.onAuthenticationSuccess(
                                                            request, response, who);
                                                }))
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

    @Bean
    PasswordEncoder passwords() {
        return new BCryptPasswordEncoder();
    }

    @Bean
    UserDetailsService accounts(AccountStore accounts) {
        return name ->
                accounts.find(name)
                        .map(
                                a ->
                                        User.withUsername(a.name())
                                                .password(a.hash())
                                                .roles(a.role().name())
                                                .disabled(a.disabled())
                                                .build())
                        .orElseThrow(() -> new UsernameNotFoundException("no such account"));
    }
}
