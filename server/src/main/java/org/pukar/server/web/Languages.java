package org.pukar.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.pukar.server.settings.City;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/**
 * The languages of the pages, and which one a request gets: that of the cookie which the switch in
 * the head sets ({@code ?lang=hi}), else the first of the browser's that there is, else English.
 *
 * <p>Texts are in {@code i18n/NAME.properties}, {@code NAME_hi.properties} and {@code
 * NAME_ur.properties}: every name that lies there is read, so a new area brings files of its own.
 */
@Configuration(proxyBeanMethods = false)
class Languages implements WebMvcConfigurer {
    /** English first: it is the one for whoever asks for none of them. */
    static final List<Locale> ALL =
            List.of(Locale.ENGLISH, Locale.forLanguageTag("hi"), Locale.forLanguageTag("ur"));

    private static final String PARAMETER = "lang";

    @Bean
    MessageSource messageSource() throws IOException {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasenames(names().map(name -> "i18n/" + name).toArray(String[]::new));
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        messages.setFallbackToSystemLocale(false);
        return messages;
    }

    /** The names of the message files, without language and ending. */
    static Stream<String> names() throws IOException {
        Resource[] files =
                new PathMatchingResourcePatternResolver()
                        .getResources("classpath*:i18n/*.properties");
        return Stream.of(files)
                .map(file -> String.valueOf(file.getFilename()).replace(".properties", ""))
                .filter(name -> !name.contains("_"))
                .distinct()
                .sorted();
    }

    @Bean
    LocaleResolver localeResolver(City city) {
        CookieLocaleResolver resolver =
                new CookieLocaleResolver("language") {
                    @Override
                    protected Locale parseLocaleValue(String value) {
                        return known(value).orElse(Locale.ENGLISH);
                    }
                };
        resolver.setDefaultLocaleFunction(Languages::preferred);
        resolver.setCookieMaxAge(Duration.ofDays(365));
        resolver.setCookieHttpOnly(true);
        resolver.setCookieSameSite("Lax");
        resolver.setCookieSecure(city.tls().isPresent());
        return resolver;
    }

    private static Optional<Locale> known(String tag) {
        return ALL.stream().filter(l -> l.toLanguageTag().equals(tag)).findFirst();
    }

    /** The first language of the browser's that there is. */
    static Locale preferred(HttpServletRequest request) {
        String wanted = request.getHeader("Accept-Language");
        try {
            Locale found =
                    wanted == null ? null : Locale.lookup(Locale.LanguageRange.parse(wanted), ALL);
            return found == null ? Locale.ENGLISH : found;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH; // a header that nobody can read asks for nothing
        }
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        LocaleChangeInterceptor change =
                new LocaleChangeInterceptor() {
                    @Override
                    protected Locale parseLocaleValue(String value) {
                        return known(value).orElse(Locale.ENGLISH);
                    }
                };
        change.setParamName(PARAMETER);
        change.setIgnoreInvalidLocale(true);
        registry.addInterceptor(change);
    }
}
