package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pukar.server.desk.TestCity;
import org.pukar.server.signin.Passwords;
import org.pukar.server.store.AccountStore.Account;
import org.pukar.server.store.AccountStore.Role;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Roles against everything that can be sent, over real HTTP, each time with a token of its own
 * page: a form that has no row here, or lets in one role too many, turns this red.
 */
class FormRolesTest {
    private static final String PASSWORD = "correct horse";
    private static final List<String> WHO =
            List.of("nobody", "REVIEWER", "OFFICER", "ENGINEER", "SUPERVISOR", "PRIVACY");

    /**
     * What an empty form about something that there is not answers to nobody, reviewer, officer,
     * engineer, supervisor and privacy officer. in: go to the sign-in; no: this role may not, 403;
     * ok: back to a page that says what is wrong; a number: a status that says so.
     */
    private static final String TABLE =
            """
            /account/factor                   in  400 400 400 400 400
            /account/factor/remove            in  400 400 400 400 400
            /account/password                 in  400 400 400 400 400
            /account/recovery                 in  400 400 400 400 400
            /api/v1/alerts/{id}/acknowledge   401 401 401 401 401 401
            /api/v1/points/messages           422 422 422 422 422 422
            /api/v1/requests                  401 401 401 401 401 401
            /api/v1/requests/{id}/withdraw    401 401 401 401 401 401
            /api/v1/signals                   401 401 401 401 401 401
            /api/v1/watch                     401 401 401 401 401 401
            /authorisations                   in  no  no  no  no  ok
            /authorisations/{camera}/start    in  no  no  ok  ok  ok
            /authorisations/{camera}/stop     in  no  no  ok  ok  ok
            /authorisations/{camera}/withdraw in  no  no  no  no  ok
            /breach                           in  no  no  no  400 400
            /breach/{breach}/end              in  no  no  no  ok  ok
            /breach/{breach}/sent             in  no  no  no  400 400
            /breach/{breach}/write            in  no  no  no  400 400
            /desk/{id}/claim                  in  ok  no  no  ok  no
            /desk/{id}/confirm                in  ok  no  no  ok  no
            /desk/{id}/dismiss                in  ok  no  no  ok  no
            /desk/{id}/doubt                  in  ok  no  no  ok  no
            /desk/{id}/opinion                in  ok  no  no  ok  no
            /desk/{id}/opinion/mine           in  ok  no  no  ok  no
            /desk/{id}/recall                 in  ok  no  no  ok  no
            /drills                           in  no  no  ok  ok  no
            /error                            in  no  no  no  no  no
            /help/mine/{secret}/position      400 400 400 400 400 400
            /help/mine/{secret}/withdraw      400 400 400 400 400 400
            /help/mine/{secret}/words         400 400 400 400 400 400
            /help/{place}                     404 404 404 404 404 404
            /officer/position                 in  no  400 no  no  no
            /officer/{id}/acknowledge         in  no  404 no  no  no
            /officer/{id}/arrive              in  no  404 no  no  no
            /officer/{id}/outcome             in  no  404 no  no  no
            /settings/alerts/{id}/again       in  no  no  404 404 no
            /shift/seen                       in  400 400 400 400 400
            """;

    @TempDir static Path data;
    private static RunningPukar pukar;
    private static final Map<String, WebPerson> people = new LinkedHashMap<>();

    /** One line of the table. */
    record Row(String path, List<String> answers) {
        static Row of(String line) {
            List<String> parts = List.of(line.split(" +", -1));
            return new Row(parts.get(0), parts.subList(1, parts.size()));
        }
    }

    @BeforeAll
    static void start() throws Exception {
        pukar = RunningPukar.start(TestCity.in(data), Optional.empty());
        people.put("nobody", new WebPerson(pukar.address()));
        for (Role role : Role.values()) {
            String hash = new Passwords().hash(PASSWORD);
            pukar.accounts().add(new Account(role.name(), hash, role, Optional.of("st"), false));
            WebPerson person = new WebPerson(pukar.address());
            assertThat(person.signIn(role.name(), PASSWORD, "")).isEqualTo("/");
            people.put(role.name(), person);
        }
    }

    @AfterAll
    static void stop() {
        pukar.close();
    }

    static Stream<Row> rows() {
        return TABLE.lines().map(Row::of);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyCellOfTheTable(Row row) throws Exception {
        assertThat(row.answers()).hasSameSizeAs(WHO);
        for (int i = 0; i < WHO.size(); i++) {
            assertThat(inShort(sent(WHO.get(i), row.path())))
                    .as("%s, %s", row.path(), WHO.get(i))
                    .isEqualTo(row.answers().get(i));
        }
    }

    private static String inShort(HttpResponse<String> answer) {
        return switch (answer.statusCode()) {
            case 302 -> WebPerson.to(answer).equals("/login") ? "in" : "ok";
            case 403 -> "no";
            default -> Integer.toString(answer.statusCode());
        };
    }

    private static HttpResponse<String> sent(String who, String path) throws Exception {
        String real = path.replaceAll("\\{(id|breach)}", UUID.randomUUID().toString());
        return Objects.requireNonNull(people.get(who))
                .post("/login", real.replaceAll("\\{\\w+}", "nowhere"), Map.of());
    }

    /** Found by what the server listens to, whoever wrote it. */
    @Test
    void everythingThatCanBeSentHasARow() {
        TreeSet<String> found = new TreeSet<>();
        pukar.web()
                .getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(
                        mapping ->
                                mapping.getHandlerMethods().keySet().stream()
                                        .filter(FormRolesTest::changes)
                                        .forEach(info -> found.addAll(info.getPatternValues())));
        assertThat(found).hasSizeGreaterThan(30);
        assertThat(rows().map(Row::path)).containsExactlyInAnyOrderElementsOf(found);
    }

    /** Without any method named, all are taken. */
    private static boolean changes(RequestMappingInfo info) {
        var methods = info.getMethodsCondition().getMethods();
        return methods.isEmpty() || methods.stream().anyMatch(m -> m != RequestMethod.GET);
    }
}
