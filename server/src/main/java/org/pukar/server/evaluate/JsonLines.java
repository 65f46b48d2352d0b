package org.pukar.server.evaluate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pukar.cue.Box;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file of one JSON object a line, read in order; what is wrong is told with its line. */
final class JsonLines {
    private final Path file;
    private final String mend;
    private final List<String> lines;
    private int line;

    /**
     * @param mend what to do about a wrong line
     */
    JsonLines(Path file, String mend) throws TruthException, IOException {
        this.file = file;
        this.mend = mend;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new TruthException("the file must be UTF-8", "other bytes", file + ":1", mend);
        }
    }

    /** Goes to the next line; false after the last. */
    boolean next() {
        line++;
        return line <= lines.size();
    }

    /** What is told next is told of the first line. */
    void toFirst() {
        line = 1;
    }

    /** Left, top, width, height in pixels; empty when a side is not above 0. */
    Optional<Box> box(JsonNode of, String name) throws TruthException {
        List<JsonNode> sides = list(of, name);
        if (sides.size() != 4 || !sides.stream().allMatch(JsonNode::isNumber)) {
            throw bad(
                    name + " must be four numbers: left, top, width, height",
                    of.path(name).toString());
        }
        double width = sides.get(2).asDouble();
        double height = sides.get(3).asDouble();
        return width > 0 && height > 0
                ? Optional.of(
                        new Box(sides.get(0).asDouble(), sides.get(1).asDouble(), width, height))
                : Optional.empty();
    }

    /** The line that {@link #next} went to. */
    JsonNode object() throws TruthException {
        String text = lines.get(line - 1);
        try {
            JsonNode node = JsonMapper.shared().readTree(text);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            // Told below, with the line: the parser's own words name no file.
        }
        throw bad("every line must be a JSON object", shortened(text));
    }

    private static String shortened(String text) {
        return text.isBlank()
                ? "an empty line"
                : text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }

    double number(JsonNode of, String name, double least, double most) throws TruthException {
        JsonNode node = of.path(name);
        if (!node.isNumber() || !(node.asDouble() >= least && node.asDouble() <= most)) {
            throw bad(
                    "%s must be a number in [%s, %s]".formatted(name, plain(least), plain(most)),
                    node.isMissingNode() ? "none" : node.toString());
        }
        return node.asDouble();
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    String text(JsonNode of, String name) throws TruthException {
        String text = of.path(name).asString("");
        if (text.isEmpty()) {
            throw bad(name + " must be a text that is not empty", "none");
        }
        return text;
    }

    List<JsonNode> list(JsonNode of, String name) throws TruthException {
        JsonNode node = of.path(name);
        if (!node.isArray()) {
            throw bad(name + " must be a list", node.isMissingNode() ? "none" : node.toString());
        }
        List<JsonNode> items = new ArrayList<>();
        node.forEach(items::add);
        return items;
    }

    TruthException bad(String rule, String value) {
        return new TruthException(rule, value, file + ":" + line, mend);
    }
}
