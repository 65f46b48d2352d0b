package org.pukar.server.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pukar.cue.Box;
import tools.jackson.databind.JsonNode;

/** Reads a {@code NAME.truth.jsonl}: a line of the clip, then one a frame. */
final class TruthFile {
    private static final String MEND = "render the clip and its truth again";

    private final Path file;
    private final JsonLines in;

    private TruthFile(Path file) throws TruthException, IOException {
        this.file = file;
        this.in = new JsonLines(file, MEND);
    }

    static Truth read(Path file) throws TruthException, IOException {
        return new TruthFile(file).read();
    }

    private Truth read() throws TruthException {
        if (!in.next()) {
            throw in.bad("a truth file's first line must be of type clip", "an empty file");
        }
        JsonNode clip = in.object();
        String type = clip.path("type").asString("");
        if (!type.equals("clip")) {
            throw in.bad(
                    "a truth file's first line must be of type clip",
                    type.isEmpty() ? "no type" : type);
        }
        String video = in.text(clip, "file");
        Path path = file.resolveSibling(video);
        if (!Path.of(video).equals(Path.of(video).getFileName()) || !Files.isRegularFile(path)) {
            throw in.bad("file must name a video beside its truth", video);
        }
        List<Truth.Someone> people = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode person : in.list(clip, "people")) {
            people.add(someone(person));
            if (!ids.add(people.get(people.size() - 1).id())) {
                throw in.bad("a person's id must be in a clip once", person.path("id").toString());
            }
        }
        int frames = (int) in.number(clip, "frames", 1, 10_000_000);
        Truth truth =
                new Truth(
                        in.text(clip, "name"),
                        path,
                        (int) in.number(clip, "width", 1, 100_000),
                        (int) in.number(clip, "height", 1, 100_000),
                        in.number(clip, "fps", .1, 1000),
                        in.text(clip, "light"),
                        in.text(clip, "weather"),
                        people,
                        frames(ids));
        in.toFirst();
        if (truth.frames().size() != frames) {
            throw in.bad(
                    "frames must be the number of frame lines, " + truth.frames().size(),
                    String.valueOf(frames));
        }
        return truth;
    }

    private List<List<Truth.Head>> frames(Set<Integer> ids) throws TruthException {
        List<List<Truth.Head>> frames = new ArrayList<>();
        while (in.next()) {
            JsonNode frame = in.object();
            String type = frame.path("type").asString("");
            if (!type.equals("frame")) {
                throw in.bad(
                        "every line after the first must be of type frame",
                        type.isEmpty() ? "no type" : type);
            }
            if (in.number(frame, "frame", 0, 10_000_000) != frames.size()) {
                throw in.bad(
                        "frames must be counted from 0 without a gap, here " + frames.size(),
                        frame.path("frame").toString());
            }
            List<Truth.Head> heads = new ArrayList<>();
            Set<Integer> here = new HashSet<>();
            for (JsonNode person : in.list(frame, "people")) {
                Truth.Head head = head(person);
                if (!ids.contains(head.id()) || !here.add(head.id())) {
                    throw in.bad(
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
        for (JsonNode worn : in.list(person, "wears")) {
            if (!worn.isString() || worn.asString().isEmpty()) {
                throw in.bad("wears must be a list of names", worn.toString());
            }
            wears.add(worn.asString());
        }
        return new Truth.Someone(
                (int) in.number(person, "id", 0, 1e6),
                (int) in.number(person, "skin", 1, 10),
                in.text(person, "sex"),
                wears,
                spans(person, "distress"),
                spans(person, "signs"));
    }

    private List<Truth.Span> spans(JsonNode person, String name) throws TruthException {
        List<Truth.Span> spans = new ArrayList<>();
        for (JsonNode span : in.list(person, name)) {
            double from = in.number(span, "from", 0, 1e6);
            spans.add(new Truth.Span(from, in.number(span, "until", from, 1e6)));
        }
        return spans;
    }

    private Truth.Head head(JsonNode person) throws TruthException {
        Optional<Box> box = in.box(person, "head");
        return new Truth.Head(
                (int) in.number(person, "id", 0, 1e6),
                box,
                in.number(person, "headWidth", 0, 100_000),
                in.number(person, "visible", 0, 1));
    }
}
