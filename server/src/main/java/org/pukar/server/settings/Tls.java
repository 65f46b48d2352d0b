package org.pukar.server.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * With what the console speaks https. Both files are read again when they change.
 *
 * @param certificate PEM, the server's own first
 * @param key PEM, PKCS 8
 */
public record Tls(Path certificate, Path key) {
    static Optional<Tls> read(YamlMap web, Path folder) {
        if (!web.has("tls")) {
            web.known("tls");
            return Optional.empty();
        }
        YamlMap map = web.map("tls");
        Path certificate = folder.resolve(map.text("certificate")).normalize();
        Path key = folder.resolve(map.text("key")).normalize();
        map.end();
        for (Path file : new Path[] {certificate, key}) {
            if (!Files.isReadable(file)) {
                web.problem("tls", "tls must name PEM files that can be read, this can't: " + file);
            }
        }
        return Optional.of(new Tls(certificate, key));
    }
}
