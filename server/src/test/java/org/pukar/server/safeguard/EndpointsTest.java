package org.pukar.server.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;

/** Proof 5: nothing takes a picture in, and nobody can be searched for. */
class EndpointsTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));

    /** A file, a part of a form with files, or bytes as they come. */
    private static final Pattern TAKES_BYTES =
            Pattern.compile(
                    "multipart|\\bPart\\b|InputStream|Reader\\b|byte\\[\\]|BufferedImage|Resource\\b|HttpEntity|RequestEntity|ByteBuffer|FilePart|WebRequest");

    private static final Pattern ASKS_FOR_SOMEONE =
            Pattern.compile(
                    "(?i)(face|photo|picture|image|gallery|search|lookup|similar|embedding|vector|track|who$|suspect|watchlist|identity|gender|\\bage\\b|race)");

    /** Pictures that are handed out are masked ones of an open incident; each stands here. */
    private static final Set<String> SHOWS_PICTURES =
            Set.of("/desk/{id}/pictures/{signal}/{number}.jpg", "/officer/{id}/picture.jpg");

    private static final List<Endpoint> ENDPOINTS = new ArrayList<>();

    record Endpoint(List<String> paths, RequestMapping mapping, Method method) {
        @Override
        public String toString() {
            return paths
                    + " "
                    + method.getDeclaringClass().getSimpleName()
                    + "."
                    + method.getName();
        }
    }

    @BeforeAll
    static void find() throws Exception {
        try (Stream<Path> all = Files.walk(HOME.resolve("server/src/main/java"))) {
            for (Path file : all.filter(f -> f.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                if (!source.contains("Mapping(")) {
                    continue;
                }
                String name =
                        HOME.resolve("server/src/main/java")
                                .relativize(file)
                                .toString()
                                .replace(".java", "")
                                .replace('/', '.');
                find(Class.forName(name, false, EndpointsTest.class.getClassLoader()));
            }
        }
    }

    private static void find(Class<?> type) {
        RequestMapping above =
                AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
        List<String> prefixes =
                above == null || above.path().length == 0 ? List.of("") : List.of(above.path());
        for (Method method : type.getDeclaredMethods()) {
            RequestMapping mapping =
                    AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
            if (mapping != null) {
                List<String> own =
                        mapping.path().length == 0 ? List.of("") : List.of(mapping.path());
                List<String> paths =
                        prefixes.stream()
                                .flatMap(prefix -> own.stream().map(path -> prefix + path))
                                .toList();
                ENDPOINTS.add(new Endpoint(paths, mapping, method));
            }
        }
        for (Class<?> inner : type.getDeclaredClasses()) {
            find(inner);
        }
    }

    /** As many as the source has, so that none is looked past. */
    @Test
    void everyMappingOfTheSourceIsFound() throws IOException {
        long written = 0;
        try (Stream<Path> all = Files.walk(HOME.resolve("server/src/main/java"))) {
            for (Path file : all.filter(f -> f.toString().endsWith(".java")).toList()) {
                written +=
                        Pattern.compile("@(Get|Post|Put|Delete|Patch)Mapping\\(")
                                .matcher(Files.readString(file))
                                .results()
                                .count();
            }
        }
        assertThat(written).isGreaterThan(60).isEqualTo(ENDPOINTS.size());
    }

    @Test
    void noneTakesAPictureOrAFile() {
        for (Endpoint endpoint : ENDPOINTS) {
            assertThat(endpoint.mapping().consumes())
                    .as(endpoint.toString())
                    .noneMatch(c -> c.matches("(?i).*(multipart|image|video|octet|\\*).*"));
            for (Parameter parameter : endpoint.method().getParameters()) {
                assertThat(parameter.getParameterizedType().getTypeName())
                        .as(endpoint + " " + parameter.getName())
                        .doesNotContainPattern(TAKES_BYTES);
                if (parameter.getType().isRecord()) {
                    assertThat(
                                    Arrays.stream(parameter.getType().getRecordComponents())
                                            .map(c -> c.getGenericType().getTypeName()))
                            .as(endpoint + " " + parameter.getName())
                            .noneMatch(t -> TAKES_BYTES.matcher(t).find());
                }
            }
        }
    }

    /**
     * A worker's signals bring pictures that its masks made; the type that holds them is named in
     * one place, behind a key of its own kind.
     */
    @Test
    void onlyWorkersHandInPictures() throws IOException {
        Path web = HOME.resolve("server/src/main/java/org/pukar/server/web");
        try (Stream<Path> all = Files.walk(web)) {
            List<String> found = new ArrayList<>();
            for (Path file : all.filter(f -> f.toString().endsWith(".java")).toList()) {
                if (Pattern.compile("SignalMessage\\.class|new (SignalMessage|Ring\\.Shot)\\(")
                        .matcher(Files.readString(file))
                        .find()) {
                    found.add(String.valueOf(file.getFileName()));
                }
            }
            assertThat(found).containsExactly("WorkersApi.java");
        }
        assertThat(Files.readString(web.resolve("ApiSecurity.java")).replaceAll("\\s", ""))
                .contains(
                        ".requestMatchers(\"/api/v1/watch\",\"/api/v1/signals\").hasRole(\"WORKER\")");
        assertThat(
                        ENDPOINTS.stream()
                                .filter(
                                        e ->
                                                e.method()
                                                        .getDeclaringClass()
                                                        .getSimpleName()
                                                        .equals("WorkersApi"))
                                .flatMap(e -> e.paths().stream()))
                .containsExactlyInAnyOrder("/api/v1/watch", "/api/v1/watch", "/api/v1/signals");
    }

    /**
     * Only the acknowledgement of a signed alert reads a body by itself: 64 KiB of JSON at most.
     */
    @Test
    void nothingReadsABodyByItselfButTheAcknowledgement() throws IOException {
        try (Stream<Path> all =
                Files.walk(HOME.resolve("server/src/main/java/org/pukar/server/web"))) {
            List<String> found = new ArrayList<>();
            for (Path file : all.filter(f -> f.toString().endsWith(".java")).toList()) {
                if (Pattern.compile(
                                "\\b(getInputStream|getReader|getParts?|MultipartFile|MultipartResolver)\\(?")
                        .matcher(Files.readString(file))
                        .find()) {
                    found.add(String.valueOf(file.getFileName()));
                }
            }
            assertThat(found)
                    .isSubsetOf("AcknowledgeEndpoint.java", "BodyLimit.java", "CityMap.java");
        }
    }

    @Test
    void formsWithFilesAreOff() throws IOException {
        assertThat(
                        Files.readString(
                                HOME.resolve(
                                        "server/src/main/java/org/pukar/server/web/WebApplication.java")))
                .contains("entry(\"spring.servlet.multipart.enabled\", \"false\")");
        try (Stream<Path> all = Files.walk(HOME.resolve("server/src/main/resources"))) {
            for (Path file :
                    all.filter(f -> f.toString().matches(".*\\.(html|js|yaml)")).toList()) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContainPattern(
                                "(?i)multipart/form-data|type=[\"']?file|new"
                                        + " FormData\\(\\)|getUserMedia");
            }
        }
    }

    @Test
    void noneSearchesForAPersonAndNoneAsksForAPicture() {
        List<String> pictures = new ArrayList<>();
        for (Endpoint endpoint : ENDPOINTS) {
            for (String path : endpoint.paths()) {
                if (!ASKS_FOR_SOMEONE.matcher(path).find()) {
                    continue;
                }
                pictures.add(path);
            }
            for (Parameter parameter : endpoint.method().getParameters()) {
                boolean framework =
                        parameter
                                .getType()
                                .getName()
                                .matches("(org\\.springframework|jakarta|java\\.security)\\..*");
                assertThat(framework || !ASKS_FOR_SOMEONE.matcher(parameter.getName()).find())
                        .as(endpoint + " " + parameter.getName())
                        .isTrue();
            }
        }
        assertThat(pictures).containsExactlyInAnyOrderElementsOf(SHOWS_PICTURES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.web.multipart.MultipartFile",
                "jakarta.servlet.http.Part",
                "byte[]",
                "java.util.Optional<java.io.InputStream>"
            })
    void whatTakesBytesIsFound(String type) {
        assertThat(type).containsPattern(TAKES_BYTES);
    }
}
