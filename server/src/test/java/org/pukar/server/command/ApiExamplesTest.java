package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.server.desk.TestCity;
import org.pukar.server.store.ClientStore;
import org.yaml.snakeyaml.Yaml;

/** The manual's examples as they stand there, and the API's description against what answers. */
class ApiExamplesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir static Path data;
    private static RunningPukar pukar;
    private static Map<String, String> variables = Map.of();

    @BeforeAll
    static void start() {
        pukar = RunningPukar.start(TestCity.in(data), Optional.empty());
        variables =
                Map.of(
                        "ADDRESS",
                        pukar.address(),
                        "KEY",
                        new ClientStore(pukar.database().jdbc())
                                .add("112", Instant.now())
                                .orElseThrow(),
                        "MONITOR_KEY",
                        new ClientStore(pukar.database().jdbc())
                                .add("monitor", ClientStore.Kind.MONITOR, Instant.now())
                                .orElseThrow(),
                        "POINT",
                        "pole",
                        "POINT_KEY",
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(pukar.points().newKey("pole", Instant.now())));
    }

    @AfterAll
    static void stop() {
        pukar.close();
    }

    @Test
    void everyExampleOfTheManualWorks() throws Exception {
        String manual = Files.readString(PukarCommand.home().resolve("docs/manual/api.md"));
        List<String> examples =
                Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL)
                        .matcher(manual)
                        .results()
                        .map(r -> r.group(1))
                        .toList();
        assertThat(examples).hasSize(4);
        StringBuilder all = new StringBuilder();
        for (String example : examples) {
            ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", example);
            shell.environment().putAll(variables);
            shell.redirectErrorStream(true);
            Process run = shell.start();
            String out = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(run.waitFor()).as(example + "\n" + out).isZero();
            all.append(out);
        }
        assertThat(all.toString())
                .contains("\"state\":\"DISPATCHED\"", "\"state\":\"WITHDRAWN\"", "\"taken\":true");
    }

    /**
     * What is described answers otherwise than "there is no such call", and says so in its words.
     */
    @Test
    void everyDescribedCallIsThere() throws Exception {
        HttpResponse<String> answer =
                HTTP.send(
                        HttpRequest.newBuilder(URI.create(pukar.address() + "/api/openapi.yaml"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        Map<String, Map<String, Map<String, Object>>> paths = paths(answer.body());
        for (var path : paths.entrySet()) {
            for (var method : path.getValue().entrySet()) {
                String real = path.getKey().replace("{id}", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff");
                int status = call(method.getKey(), real);
                Map<?, ?> described =
                        (Map<?, ?>) Objects.requireNonNull(method.getValue().get("responses"));
                assertThat(described.keySet())
                        .as("%s %s answered %d", method.getKey(), real, status)
                        .anyMatch(s -> s.equals(Integer.toString(status)));
            }
        }
    }

    @Test
    void everyCallIsDescribed() throws Exception {
        TreeSet<String> described = new TreeSet<>();
        Path description = PukarCommand.home().resolve("server/src/main/resources/openapi.yaml");
        described.addAll(paths(Files.readString(description)).keySet());
        TreeSet<String> made = new TreeSet<>();
        Path web = PukarCommand.home().resolve("server/src/main/java/org/pukar/server/web");
        try (var files = Files.list(web)) {
            for (Path file : files.toList()) {
                Pattern.compile("(?:Mapping\\([^)]*?|PATH = )\"(/api/[^\"]*)\"")
                        .matcher(Files.readString(file))
                        .results()
                        .map((MatchResult r) -> r.group(1))
                        .forEach(made::add);
            }
        }
        assertThat(described).isEqualTo(made);
    }

    private static Map<String, Map<String, Map<String, Object>>> paths(String yaml) {
        Map<String, Map<String, Map<String, Map<String, Object>>>> all = new Yaml().load(yaml);
        return Objects.requireNonNull(all.get("paths"));
    }

    private static int call(String method, String path) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(pukar.address() + path))
                        .header("Authorization", "Bearer " + variables.get("KEY"))
                        .header("Idempotency-Key", "described-1")
                        .method(
                                method.toUpperCase(java.util.Locale.ROOT),
                                method.equals("get")
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString("{}"));
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
