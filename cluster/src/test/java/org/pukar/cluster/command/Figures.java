package org.pukar.cluster.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What the slow tests measure, for {@code ./pukar cluster bench}: target/bench/NAME.json. */
final class Figures {
    private static final Path FOLDER =
            Path.of(System.getProperty("pukar.home", "..")).resolve("cluster/target/bench");

    private Figures() {}

    static void write(String name, Map<String, ?> figures) throws Exception {
        Files.createDirectories(FOLDER);
        String json = JsonMapper.shared().writeValueAsString(figures);
        Files.writeString(FOLDER.resolve(name + ".json"), json + "\n");
        System.out.println(name + " " + json);
    }

    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
