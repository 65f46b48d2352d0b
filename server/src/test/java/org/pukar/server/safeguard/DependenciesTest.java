package org.pukar.server.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Proof 2: no library that makes face embeddings, searches vectors, or knows people by their
 * bodies, neither named in a pom nor brought along by another.
 */
class DependenciesTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));

    /** Names of artifacts, jars and packages. */
    static final Pattern DENIED =
            Pattern.compile(
                    "(?i)(^|[-_./])(pgvector|faiss|hnsw|annoy|nmslib|milvus|qdrant|weaviate|pinecone|vespa|chroma(db)?|jvector|lancedb"
                        + "|lucene|elasticsearch|opensearch|arcface|cosface|facenet|insightface|deepface|openface|openbr|seetaface"
                        + "|dlib|rekognition|luxand|neurotec|cognitec|megamatcher|verilook|sourceafis|openalpr|gait|vosk)"
                        + "|vectorstore|vectorsearch|face[-_.]?(recogni|verif|identif|match|search|embed|print)|knnvector|biometri"
                        + "|iris[-_.]?recogni|speaker[-_.]?(recogni|verif)");

    @Test
    void noPomNamesOne() throws IOException {
        for (String module : List.of(".", "core", "vision", "server", "cluster")) {
            String pom = Files.readString(HOME.resolve(module).resolve("pom.xml"));
            assertThat(
                            Pattern.compile("<(groupId|artifactId)>([^<]+)<")
                                    .matcher(pom)
                                    .results()
                                    .map(r -> r.group(2)))
                    .as(module)
                    .isNotEmpty()
                    .noneMatch(n -> DENIED.matcher(n).find());
        }
    }

    @Test
    void noJarOfTheClassPathIsOneOrHoldsOne() throws IOException {
        List<String> found = new ArrayList<>();
        int jars = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry);
            if (!entry.endsWith(".jar") || !Files.exists(jar)) {
                continue;
            }
            jars++;
            if (DENIED.matcher(String.valueOf(jar.getFileName())).find()) {
                found.add(jar.toString());
            }
            try (JarFile open = new JarFile(jar.toFile());
                    Stream<String> names = open.stream().map(e -> e.getName())) {
                names.filter(n -> n.endsWith(".class") || n.endsWith(".so") || n.endsWith(".onnx"))
                        .filter(n -> DENIED.matcher(n).find() && !isHarmless(n))
                        .forEach(n -> found.add(jar.getFileName() + ": " + n));
            }
        }
        assertThat(jars).isGreaterThan(50);
        assertThat(found).isEmpty();
    }

    /** Each with its reason. */
    private static boolean isHarmless(String name) {
        return Arrays.stream(
                        new String[] {
                            // our own detector: it finds faces, and its outputs are boxes and
                            // points (ModelOutputsTest)
                            "org/pukar/vision/face/FaceNet([$]\\w+)?.class",
                            // words of the standard for certificates, which hold such data
                            "org/bouncycastle/asn1/x509/qualified/(TypeOf)?BiometricData.class"
                        })
                .anyMatch(name::matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com/pgvector/PGvector.class",
                "faiss-4j-1.0.jar",
                "org/apache/lucene/codecs/KnnVectorsFormat.class",
                "face-recognition-core",
                "software/amazon/awssdk/services/rekognition/RekognitionClient.class",
                "hnswlib-core"
            })
    void theDenyListFindsThem(String name) {
        assertThat(DENIED.matcher(name).find()).isTrue();
    }
}
