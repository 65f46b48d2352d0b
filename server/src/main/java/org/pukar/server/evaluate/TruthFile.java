package org.pukar.server.evaluate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pukar.cue.Box;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a {@code NAME.truth.jsonl}: a line of the clip, then one a frame. */
final class TruthFile {
    private static final String MEND = "render the clip and its truth again";

    private final Path file;
    private int line;

    private TruthFile(Path file) {
        this.file = file;
    }

    static Truth read(Path file) throws TruthException, IOException {
        return new TruthFile(file).read();
    }

    private Truth read() throws TruthException, IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            line = 1;
            throw bad("a truth file must be UTF-8", "other bytes");
        }
        line = 1;
        if (lines.isEmpty()) {
            throw bad("a truth file's first line must be of type clip", "an empty file");
        }
        JsonNode clip = json(lines.get(0));
        String type = clip.path("type").asString("");
        if (!type.equals("clip")) {
            throw bad(
                    "a truth file's first line must be of type clip",
                    type.isEmpty() ? "no type" : type);
        }
        String video = text(clip, "file");
        Path path = file.resolveSibling(video);
        if (!Path.of(video).equals(Path.of(video).getFileName()) || !Files.isRegularFile(path)) {
            throw bad("file must name a video beside its truth", video);
        }
        List<Truth.Someone> people = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode person : list(clip, "people")) {
            people.add(someone(person));
            if (!ids.add(people.get(people.size() - 1).id())) {
                throw bad("a person's id must be in a clip once", person.path("id").toString());
            }
        }
        int frames = (int) number(clip, "frames", 1, 10_000_000);
        Truth truth =
                new Truth(
                        text(clip, "name"),
                        path,
                        (int) number(clip, "width", 1, 100_000),
                        (int) number(clip, "height", 1, 100_000),
                        number(clip, "fps", .1, 1000),
                        text(clip, "light"),
                        text(clip, "weather"),
                        people,
                        frames(lines, ids));
        line = 1;
        if (truth.frames().size() != frames) {
            throw bad(
                    "frames must be the number of frame lines, " + truth.frames().size(),
                    String.valueOf(frames));
        }
        return truth;
    }

    private List<List<Truth.Head>> frames(List<String> lines, Set<Integer> ids)
            throws TruthException {
        List<List<Truth.Head>> frames = new ArrayList<>();
        for (line = 2; line <= lines.size(); line++) {
            JsonNode frame = json(lines.get(line - 1));
            String type = frame.path("type").asString("");
            if (!type.equals("frame")) {
                throw bad(
                        "every line after the first must be of type frame",
                        type.isEmpty() ? "no type" : type);
            }
            if (number(frame, "frame", 0, 10_000_000) != frames.size()) {
                throw bad(
                        "frames must be counted from 0 without a gap, here " + frames.size(),
                        frame.path("frame").toString());
            }
            List<Truth.Head> heads = new ArrayList<>();
            Set<Integer> here = new HashSet<>();
            for (JsonNode person : list(frame, "people")) {
                Truth.Head head = head(person);
                if (!ids.contains(head.id()) || !here.add(head.id())) {
                    throw bad(
                            "a frame's people must be of the clip's people, each once",
                            "id " + head.id());
                }
                heads.add(head);
            }
            frames.add(List.copyOf(heads));
        }
        return frames;
    }

    private Truth.Someone someone(JsonNode person) throws TruthException {
        List<String> wears = new ArrayList<>();
        for (JsonNode worn : list(person, "wears")) {
            wears.add(worn.asString(""));
        }
        List<Truth.Span> spans = new ArrayList<>();
        for (JsonNode span : list(person, "distress")) {
            double from = number(span, "from", 0, 1e6);
            spans.add(new Truth.Span(from, number(span, "until", from, 1e6)));
        }
        return new Truth.Someone(
                (int) number(person, "id", 0, 1e6),
                (int) number(person, "skin", 1, 10),
                text(person, "sex"),
                wears,
                spans);
    }

    private Truth.Head head(JsonNode person) throws TruthException {
        List<JsonNode> sides = list(person, "head");
        if (sides.size() != 4 || !sides.stream().allMatch(JsonNode::isNumber)) {
            throw bad(
                    "head must be four numbers: left, top, width, height",
                    person.path("head").toString());
        }
        double width = sides.get(2).asDouble();
        double height = sides.get(3).asDouble();
        Optional<Box> box =
                width > 0 && height > 0
                        ? Optional.of(
                                new Box(
                                        sides.get(0).asDouble(),
                                        sides.get(1).asDouble(),
                                        width,
                                        height))
                        : Optional.empty();
        return new Truth.Head(
                (int) number(person, "id", 0, 1e6),
                box,
                number(person, "headWidth", 0, 100_000),
                number(person, "visible", 0, 1));
    }

    private JsonNode json(String text) throws TruthException {
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

    private double number(JsonNode in, String name, double least, double most)
            throws TruthException {
        JsonNode node = in.path(name);
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

    private String text(JsonNode in, String name) throws TruthException {
        String text = in.path(name).asString("");
        if (text.isEmpty()) {
            throw bad(name + " must be a text that is not empty", "none");
        }
        return text;
    }

    private List<JsonNode> list(JsonNode in, String name) throws TruthException {
        JsonNode node = in.path(name);
        if (!node.isArray()) {
            throw bad(name + " must be a list", node.isMissingNode() ? "none" : node.toString());
        }
        List<JsonNode> items = new ArrayList<>();
        node.forEach(items::add);
        return items;
    }

    private TruthException bad(String rule, String value) {
        return new TruthException(rule, value, file + ":" + line, MEND);
    }
}
