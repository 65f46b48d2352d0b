package org.pukar.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master key in SoftHSM, a token of software that speaks PKCS#11 as one of hardware does. */
class TokenKeyTest {
    private static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");

    @TempDir Path folder;

    @Test
    void theMasterKeyMayLieInAToken() throws Exception {
        assumeTrue(Files.exists(LIBRARY), "needs the package softhsm2");
        Path tokens = Files.createDirectory(folder.resolve("tokens"));
        Path configuration = folder.resolve("softhsm2.conf");
        Files.writeString(
                configuration,
                "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
        run(
                configuration,
                List.of(
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        "pukar",
                        "--so-pin",
                        "1234",
                        "--pin",
                        "5678"));
        String said =
                run(
                        configuration,
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Tokens.class.getName(),
                                folder.resolve("data").toString(),
                                LIBRARY.toString()));
        assertThat(said.lines().filter(line -> line.startsWith("- ")))
                .containsExactly(
                        "- no PIN: the token's PIN must be in the environment variable PIN, it is"
                                + " not set",
                        "- no key: the token must hold an AES key of 256 bits with the label"
                                + " \"third\", it does not; make one with pkcs11-tool --keygen"
                                + " --key-type AES:32 --label third",
                        "- no slot: the token must answer: driver /usr/lib/softhsm/libsofthsm2.so,"
                                + " slot index 99 (slotListIndex is 99 but token only has 2"
                                + " slots)",
                        "- flips refused: true",
                        "- bytes of the key here: false",
                        "- wrapped anew: 2 ",
                        "- the file is gone: true",
                        "- opened with the token: true",
                        "- wrapped anew: 2 set masterKey.pkcs11.key to second before the next"
                                + " start",
                        "- the old one: the master key must be the one that sealed this database,"
                                + " this is another; bring back the old master.key or"
                                + " PUKAR_MASTER_KEY",
                        "- opened with the second: true");
        assertThat(run(configuration, List.of("softhsm2-util", "--show-slots"))).contains("pukar");
    }

    private static String run(Path configuration, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SOFTHSM2_CONF", configuration.toString());
        builder.environment().put("PIN", "5678");
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
