package org.pukar.server.safeguard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A change that breaks one safeguard, from src/test/planted/changes.txt, whose head says how it is
 * written.
 *
 * @param what in words
 * @param tests of which one must turn red: a class, or class#method
 */
record Planted(int number, String what, List<String> tests, List<Edit> edits) {
    Planted {
        tests = List.copyOf(tests);
        edits = List.copyOf(edits);
    }

    /**
     * A change of one file.
     *
     * @param file from the repository's root
     * @param old what is there, blanks and line ends not counted; empty: the file is made
     * @param base64 whether the new text is bytes
     */
    record Edit(String file, String old, String text, boolean base64) {
        private Pattern pattern() {
            return Pattern.compile(
                    Arrays.stream(old.strip().split("\\s+", -1))
                            .map(Pattern::quote)
                            .collect(Collectors.joining("\\s+")));
        }

        /** Whether it can be made here, in one place alone. */
        boolean fits(Path home) throws IOException {
            Path there = home.resolve(file);
            return old.isEmpty()
                    ? base64 || !Files.exists(there)
                    : pattern().matcher(Files.readString(there)).results().count() == 1;
        }

        void apply(Path home) throws IOException {
            Path there = home.resolve(file);
            if (old.isEmpty()) {
                Files.createDirectories(java.util.Objects.requireNonNull(there.getParent()));
                Files.write(
                        there,
                        base64
                                ? Base64.getDecoder().decode(text.strip())
                                : text.getBytes(StandardCharsets.UTF_8));
                return;
            }
            String before = Files.readString(there);
            String after = pattern().matcher(before).replaceFirst(Matcher.quoteReplacement(text));
            if (after.equals(before)) {
                throw new IllegalStateException("nothing to change in " + file + ": " + old);
            }
            Files.writeString(there, after);
        }
    }

    static List<Planted> read(Path home) throws IOException {
        String all = Files.readString(home.resolve("server/src/test/planted/changes.txt"));
        List<Planted> changes = new ArrayList<>();
        for (String block : all.split("(?m)^# ", -1)) {
            if (!block.startsWith("!")) {
                changes.add(one(changes.size() + 1, block));
            }
        }
        return changes;
    }

    private static Planted one(int number, String block) {
        List<String> tests = new ArrayList<>();
        List<Edit> edits = new ArrayList<>();
        String[] parts = block.split("(?m)^file: ", -1);
        String[] head = parts[0].split("\n", -1);
        for (String line : head) {
            if (line.startsWith("red: ")) {
                tests.addAll(List.of(line.substring(5).strip().split(", ", -1)));
            }
        }
        for (int i = 1; i < parts.length; i++) {
            String[] lines = parts[i].split("\n", -1);
            edits.add(
                    new Edit(
                            lines[0].strip(),
                            joined(lines, "- "),
                            joined(lines, "+ ") + joined(lines, "base64: "),
                            parts[i].contains("\nbase64: ")));
        }
        return new Planted(number, head[0].strip(), tests, edits);
    }

    private static String joined(String[] lines, String mark) {
        return Arrays.stream(lines)
                .filter(l -> l.startsWith(mark))
                .map(l -> l.substring(mark.length()))
                .collect(Collectors.joining("\n"));
    }
}
