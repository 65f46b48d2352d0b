package org.pukar.server.web;

import java.util.Map;
import java.util.Objects;
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
    ApiDescription.class,
    HelpPage.class,
    FiguresPage.class,
    PublicPage.class,
    SettingsPage.class,
    CityMap.class
})
public class WebApplication {
    /**
     * Starts serving.
     *
     * @param parts what the pages work with: city, desk, stores, watch, feed, clock; by type
     */
    public static ConfigurableApplicationContext start(City city, Object... parts) {
        return new SpringApplicationBuilder(WebApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(
                        Map.of(
                                "server.address", city.address(),
                                "server.port", Integer.toString(city.port()),
                                "server.servlet.session.timeout", "12h",
                                "server.servlet.session.cookie.same-site", "strict",
                                "server.servlet.session.cookie.http-only", "true",
                                "server.error.include-stacktrace", "never",
                                "server.shutdown", "immediate",
                                "spring.mvc.async.request-timeout", "-1",
                                "spring.main.lazy-initialization", "false"))
                .initializers(
                        context -> {
                            var beans = context.getBeanFactory();
                            beans.registerSingleton("city", city);
                            for (Object part : parts) {
                                beans.registerSingleton(part.getClass().getName(), part);
                            }
                        })
                .run();
    }

    /** The port it listens on, when any free one was asked for. */
    public static int port(ConfigurableApplicationContext context) {
        return Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer())
                .getPort();
    }
}
