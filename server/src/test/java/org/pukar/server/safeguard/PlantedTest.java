package org.pukar.server.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A safeguard that no test guards is a promise. Each planted change is made in a copy of the tree,
 * and the tests that are named beside it must turn red there; without any change they are green.
 * {@code -Dplanted=3,17} takes some of them.
 */
@Tag("slow")
class PlantedTest {
    private static final Path HOME =
            Path.of(System.getProperty("pukar.home", "..")).toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of("core", "vision", "server");
    private static final Set<String> NOT_COPIED = Set.of("target", ".git", "data", "node_modules");

    @TempDir static Path copy;
    private static String classPath = "";

    @BeforeAll
    static void copyTheTree() throws IOException {
        copy(HOME, copy);
        for (String module : MODULES) {
            for (String folder : List.of("classes", "test-classes")) {
                Path built = Path.of(module, "target", folder);
                copy(HOME.resolve(built), copy.resolve(built));
            }
        }
        List<String> path = new ArrayList<>();
        for (String module : List.of("server", "vision", "core")) {
            path.add(copy.resolve(module + "/target/test-classes").toString());
            path.add(copy.resolve(module + "/target/classes").toString());
        }
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(e -> !Path.of(e).toAbsolutePath().startsWith(HOME))
                .forEach(path::add);
        classPath = String.join(File.pathSeparator, path);
        Files.createDirectories(HOME.resolve("target/safeguards"));
        Files.deleteIfExists(HOME.resolve("target/safeguards/planted.tsv"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.filter(p -> isCopied(from.relativize(p))).toList()) {
                Path there = to.resolve(from.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    Files.createDirectories(there);
                } else if (Files.isRegularFile(one)) {
                    Files.copy(one, there, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static boolean isCopied(Path path) {
        for (Path name : path) {
            if (NOT_COPIED.contains(name.toString())) {
                return false;
            }
        }
        return true;
    }

    static Stream<Planted> changes() throws IOException {
        List<String> some = List.of(System.getProperty("planted", "").split(",", -1));
        return Planted.read(HOME).stream()
                .filter(c -> some.get(0).isEmpty() || some.contains(Integer.toString(c.number())));
    }

    @Test
    void withoutAnyChangeTheyAreGreen() throws Exception {
        TreeSet<String> all = new TreeSet<>();
        changes().forEach(c -> all.addAll(c.tests()));
        Ran ran = run(List.copyOf(all));
        assertThat(ran.exit()).as(ran.text()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aPlantedChangeTurnsATestRed(Planted change) throws Exception {
        long begun = System.nanoTime();
        List<Runnable> back = new ArrayList<>();
        Ran ran;
        try {
            for (Planted.Edit edit : change.edits()) {
                back.add(saved(copy.resolve(edit.file())));
                edit.apply(copy);
            }
            for (Planted.Edit edit : change.edits()) {
                build(edit.file(), back);
            }
            ran = run(change.tests());
        } finally {
            for (int i = back.size() - 1; i >= 0; i--) {
                back.get(i).run();
            }
        }
        String red =
                ran.text()
                        .lines()
                        .filter(l -> l.startsWith("RED\t"))
                        .map(PlantedTest::shortly)
                        .filter(t -> !t.startsWith("?"))
                        .distinct()
                        .limit(3)
                        .collect(Collectors.joining(", "));
        String line =
                "%d\t%s\t%s\t%s\t%.1f%n"
                        .formatted(
                                change.number(),
                                ran.exit() == RunTests.RED ? "red" : "NOT CAUGHT",
                                change.what(),
                                red,
                                (System.nanoTime() - begun) / 1e9);
        System.out.print("planted " + line);
        Files.writeString(
                HOME.resolve("target/safeguards/planted.tsv"),
                line,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        assertThat(ran.exit()).as("%s: %s", change.what(), ran.text()).isEqualTo(RunTests.RED);
    }

    /** The test's class and name, and the beginning of what it says. */
    private static String shortly(String line) {
        String[] parts = line.split("\t", 4);
        String type = parts[2].replaceFirst(".*className = '[\\w.]*?(\\w+)'.*", "$1");
        String method =
                parts[2].contains("methodName")
                        ? "#" + parts[2].replaceFirst(".*methodName = '(\\w+)'.*", "$1")
                        : "";
        return type + method;
    }

    private static Runnable saved(Path file) throws IOException {
        if (!Files.exists(file)) {
            return () -> unchecked(() -> Files.deleteIfExists(file));
        }
        byte[] bytes = Files.readAllBytes(file);
        return () -> unchecked(() -> Files.write(file, bytes));
    }

    private interface Act {
        Object act() throws IOException;
    }

    private static void unchecked(Act act) {
        try {
            act.act();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Only what was changed is compiled, into the copy's own classes. */
    private static void build(String file, List<Runnable> back) throws IOException {
        String module = file.replaceFirst("/.*", "");
        Path classes = copy.resolve(module + "/target/classes");
        if (file.contains("/src/main/resources/")) {
            Path to = classes.resolve(file.replaceFirst(".*/src/main/resources/", ""));
            back.add(saved(to));
            Files.copy(copy.resolve(file), to, StandardCopyOption.REPLACE_EXISTING);
        } else if (file.contains("/src/main/java/")) {
            Path made = Files.createTempDirectory(copy, "made");
            int failed =
                    Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
                            .run(
                                    null,
                                    null,
                                    null,
                                    "-proc:none",
                                    "-nowarn",
                                    "-g",
                                    "-parameters",
                                    "--release",
                                    "17",
                                    "-cp",
                                    classPath,
                                    "-d",
                                    made.toString(),
                                    copy.resolve(file).toString());
            assertThat(failed).as("the change must compile: " + file).isZero();
            try (Stream<Path> all = Files.walk(made)) {
                for (Path one : all.filter(Files::isRegularFile).toList()) {
                    Path to = classes.resolve(made.relativize(one).toString());
                    back.add(saved(to));
                    Files.copy(one, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private record Ran(int exit, String text) {}

    private static Ran run(List<String> tests) throws Exception {
        var sources = Safeguards.sources(HOME);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(
                List.of(
                        "-Xmx1g",
                        "-XX:TieredStopAtLevel=1",
                        "-Xss16m", // ONNX Runtime goes deep when it opens a model
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.awt.headless=true",
                        "-Dpukar.home=" + copy,
                        "-cp",
                        classPath,
                        RunTests.class.getName()));
        for (String test : tests) {
            Path source = Objects.requireNonNull(sources.get(test.replaceFirst("#.*", "")), test);
            String name =
                    HOME.relativize(source)
                            .toString()
                            .replaceFirst(".*/src/test/java/", "")
                            .replaceFirst("\\.java$", "")
                            .replace('/', '.');
            command.add(name + (test.contains("#") ? test.replaceFirst(".*#", "#") : ""));
        }
        Path log = copy.resolve("run.log");
        Process process =
                new ProcessBuilder(command)
                        .directory(copy.resolve("server").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        List<String> text = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        List<String> red = text.stream().filter(l -> l.startsWith("RED\t")).toList();
        List<String> said =
                red.isEmpty() ? text.subList(Math.max(0, text.size() - 30), text.size()) : red;
        String end =
                said.stream()
                        .map(l -> l.substring(0, Math.min(600, l.length())))
                        .collect(Collectors.joining("\n"));
        return new Ran(process.waitFor(), end);
    }
}
