package org.pukar.server.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pukar.evidence.Rank;
import org.pukar.server.store.Alert;

/** The examples in docs/manual/channels.md do what they say. */
class ManualTest {
    private static final byte[] SECRET =
            "0123456789abcdef01234567".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BODY = "{\"id\": 1}".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;

    /** The n-th example in a language, from 1 on. */
    private static String example(String language, int n) throws Exception {
        String manual =
                Files.readString(
                        Path.of(System.getProperty("pukar.home", ".."))
                                .resolve("docs/manual/channels.md"));
        Matcher found =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(manual);
        for (int skip = 0; skip < n; skip++) {
            assertThat(found.find()).as("example %d in %s", n, language).isTrue();
        }
        return found.group(1);
    }

    @Test
    void theCheckInPythonTakesAWebhookAndRefusesAChangedOne() throws Exception {
        Path python = Path.of("/usr/bin/python3");
        assumeTrue(Files.exists(python), "install python3 with: sudo apt-get install python3");
        Path script = folder.resolve("check.py");
        Files.writeString(
                script,
                example("python", 1)
                        + """

                        import sys
                        secret, header, body = (a.encode() for a in sys.argv[1:4])
                        print(is_from_pukar(secret, header.decode(), body))
                        """);
        String now = Signatures.sign(SECRET, Instant.now(), BODY);
        String old = Signatures.sign(SECRET, Instant.now().minusSeconds(400), BODY);
        assertThat(run(python, script, now, "{\"id\": 1}")).isEqualTo("True");
        assertThat(run(python, script, now, "{\"id\": 2}")).isEqualTo("False");
        assertThat(run(python, script, old, "{\"id\": 1}")).isEqualTo("False");
    }

    private static String run(Path python, Path script, String header, String body)
            throws Exception {
        Process process =
                new ProcessBuilder(
                                python.toString(),
                                script.toString(),
                                new String(SECRET, StandardCharsets.UTF_8),
                                header,
                                body)
                        .redirectErrorStream(true)
                        .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void theChecksInJavaTakeWhatIsSignedAndRefuseWhatWasChanged() throws Exception {
        Path source = folder.resolve("Example.java");
        Files.writeString(
                source,
                """
                import java.io.*;
                import java.nio.charset.*;
                import java.security.*;
                import java.time.*;
                import java.util.*;
                import java.util.regex.*;
                import javax.crypto.*;
                import javax.crypto.spec.*;
                import javax.xml.crypto.dsig.*;
                import javax.xml.crypto.dsig.dom.*;
                import javax.xml.parsers.*;
                import org.w3c.dom.*;
                public class Example {
                """
                        + "public "
                        + example("java", 1)
                        + "public "
                        + example("java", 2)
                        + "}\n");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, "-d", folder.toString(), source.toString()))
                .isZero();
        try (URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> example = loader.loadClass("Example");
            var webhook =
                    example.getMethod("isFromPukar", byte[].class, String.class, byte[].class);
            String header = Signatures.sign(SECRET, Instant.now(), BODY);
            assertThat(webhook.invoke(null, SECRET, header, BODY)).isEqualTo(true);
            assertThat(webhook.invoke(null, SECRET, header, SECRET)).isEqualTo(false);

            AlertKey key = AlertKey.load(folder);
            byte[] message =
                    CapSignature.sign(
                            new Cap("Nadipur", ZoneOffset.UTC)
                                    .write(TestAlerts.alert(Alert.Kind.OPENED, Rank.SIGN)),
                            key.secret());
            var cap = example.getMethod("isFromPukar", byte[].class, PublicKey.class);
            assertThat(cap.invoke(null, message, key.open())).isEqualTo(true);
            byte[] changed =
                    new String(message, StandardCharsets.UTF_8)
                            .replace("Likely", "Observed")
                            .getBytes(StandardCharsets.UTF_8);
            assertThat(cap.invoke(null, changed, key.open())).isEqualTo(false);
        }
    }
}
