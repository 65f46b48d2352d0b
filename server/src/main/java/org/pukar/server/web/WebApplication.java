package org.pukar.server.web;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.pukar.server.settings.City;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The web server: Spring Boot over the parts that the command has already made. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    Languages.class,
    Security.class,
    HomePage.class,
    DeskPage.class,
    ReviewPage.class,
    ShiftsPage.class,
    DrillsPage.class,
    OfficerPage.class,
    CamerasPage.class,
    AcknowledgeEndpoint.class,
    SignPage.class,
    MapData.class,
    EventStream.class,
    PageModel.class,
    ApiSecurity.class,
    ApiProblems.class,
    BodyLimit.class,
    PointsApi.class,
    PointsPage.class,
    RequestsApi.class,
    WorkersApi.class,
    MetricsApi.class,
    ApiDescription.class,
    HelpPage.class,
    FiguresPage.class,
    PublicPage.class,
    SettingsPage.class,
    AuthorisationsPage.class,
    CityMap.class,
    StoreTrouble.class,
    Looks.class,
    LogPage.class,
    PublicLog.class,
    Grants.class,
    AccountPage.class,
    BreachPage.class
})
public class WebApplication {
    /**
     * Starts serving.
     *
     * @param parts what the pages work with: city, desk, stores, watch, feed, clock; by type; an
     *     empty Optional is none
     */
    public static ConfigurableApplicationContext start(City city, Object... parts) {
        return new SpringApplicationBuilder(WebApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(tls(city))
                .properties(
                        Map.ofEntries(
                                entry("server.address", city.address()),
                                entry("server.port", Integer.toString(city.port())),
                                // A proxy in the own network says who asks, and that it was https.
                                entry("server.forward-headers-strategy", "native"),
                                // A redirect names no host: whoever asked may have made one up.
                                entry("server.tomcat.use-relative-redirects", "true"),
                                entry("server.servlet.session.timeout", "12h"),
                                entry("spring.servlet.multipart.enabled", "false"),
                                entry("server.servlet.session.cookie.same-site", "strict"),
                                entry("server.servlet.session.cookie.http-only", "true"),
                                entry("server.error.include-stacktrace", "never"),
                                entry("server.shutdown", "immediate"),
                                entry("spring.mvc.async.request-timeout", "-1"),
                                entry("spring.main.lazy-initialization", "false")))
                .initializers(
                        context -> {
                            var beans = context.getBeanFactory();
                            beans.registerSingleton("city", city);
                            Stream.of(parts)
                                    .flatMap(
                                            p ->
                                                    p instanceof Optional<?> o
                                                            ? o.stream()
                                                            : Stream.of(p))
                                    .forEach(
                                            p ->
                                                    beans.registerSingleton(
                                                            p.getClass().getName(), p));
                        })
                .run();
    }

    /**
     * Certificate and key are read again when they change; the cookie then goes over https only.
     */
    private static Map<String, Object> tls(City city) {
        return city.tls()
                .map(
                        t ->
                                Map.<String, Object>of(
                                        "server.ssl.bundle", "console",
                                        "server.ssl.enabled-protocols", "TLSv1.3,TLSv1.2",
                                        "server.servlet.session.cookie.secure", "true",
                                        "server.servlet.session.cookie.name", "__Host-session",
                                        "server.servlet.session.cookie.path", "/",
                                        "spring.ssl.bundle.pem.console.reload-on-update", "true",
                                        "spring.ssl.bundle.watch.file.quiet-period", "2s",
                                        "spring.ssl.bundle.pem.console.keystore.certificate",
                                                "file:" + t.certificate(),
                                        "spring.ssl.bundle.pem.console.keystore.private-key",
                                                "file:" + t.key()))
                .orElse(Map.of());
    }

    /** The port it listens on, when any free one was asked for. */
    public static int port(ConfigurableApplicationContext context) {
        return Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer())
                .getPort();
    }
}
