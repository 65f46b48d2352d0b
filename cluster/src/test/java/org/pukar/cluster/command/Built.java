package org.pukar.cluster.command;

import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a build leaves: the thin jar and the libraries beside it. */
final class Built {
    private Built() {}

    /** The job's classes and nothing else, as the package phase packs them. */
    static Path jar(Path folder) throws Exception {
        Path classes =
                Path.of(System.getProperty("pukar.home", "..")).resolve("cluster/target/classes");
        Path jar = folder.resolve("job.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out);
                Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                packed.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                packed.write(Files.readAllBytes(file));
                packed.closeEntry();
            }
        }
        return jar;
    }

    /** The tests' class path without this module, the server and what only the server needs. */
    static String libraries() {
        List<String> left =
                List.of(
                        "/cluster/target/",
                        "/server/target/",
                        "spring",
                        "tomcat",
                        "postgres",
                        "graphhopper",
                        "junit",
                        "archunit");
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> left.stream().noneMatch(entry::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
