package org.pukar.server.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.pukar.base.GeoPoint;
import org.pukar.base.NearestName;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One map of the settings, asked name by name. A problem is noted with its line and a harmless
 * value handed out, so that all problems come up at once; {@link #end} notes the names that nobody
 * asked for.
 */
final class YamlMap {
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> problems;
    private final String what;
    private final int line;

    YamlMap(Node node, String what, List<String> problems) {
        this.problems = problems;
        this.what = what;
        this.line = lineOf(node);
        if (node instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
                if (values.put(name, tuple.getValueNode()) != null) {
                    problem(
                            lineOf(tuple.getKeyNode()),
                            "a name may stand once; " + name + " stands twice in " + what);
                }
                lines.put(name, lineOf(tuple.getKeyNode()));
            }
        } else {
            problem(line, what + " must be a list of names with values");
        }
    }

    /** An empty map. */
    private YamlMap(int line, String what, List<String> problems) {
        this.problems = problems;
        this.what = what;
        this.line = line;
    }

    static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    int line() {
        return line;
    }

    void problem(int atLine, String text) {
        problems.add("line " + atLine + ": " + text);
    }

    void problem(String name, String text) {
        problem(lines.getOrDefault(name, line), text);
    }

    private Optional<Node> value(String name) {
        asked.add(name);
        return Optional.ofNullable(values.get(name));
    }

    /** A text that may be missing. */
    Optional<String> findText(String name) {
        return value(name).flatMap(node -> scalar(name, node));
    }

    private Optional<String> scalar(String name, Node node) {
        if (node instanceof ScalarNode text && !text.getValue().isBlank()) {
            return Optional.of(text.getValue());
        }
        problem(lineOf(node), name + " must be a text, and not empty");
        return Optional.empty();
    }

    /** A text that must be there. */
    String text(String name) {
        Optional<Node> node = value(name);
        if (node.isEmpty()) {
            problem(line, name + " is missing in " + what);
            return "?";
        }
        return scalar(name, node.get()).orElse("?");
    }

    /** An id: short, and safe in an address. */
    String id(String name) {
        String id = text(name);
        if (!id.equals("?") && !id.matches("[A-Za-z0-9][A-Za-z0-9-]{0,39}")) {
            problem(name, name + " must be 1 to 40 letters, digits or hyphens, got " + id);
        }
        return id;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    boolean isMap(String name) {
        return values.get(name) instanceof MappingNode;
    }

    /** The name is known here, whatever stands under it. */
    void known(String name) {
        asked.add(name);
    }

    /** Every name is known here: what they should be can't be told. */
    void allKnown() {
        asked.addAll(values.keySet());
    }

    /** A list of texts; empty when it is missing. */
    List<String> texts(String name) {
        Optional<Node> node = value(name);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof SequenceNode list)) {
            problem(name, name + " must be a list of texts, such as [one, other]");
            return List.of();
        }
        return list.getValue().stream()
                .flatMap(entry -> scalar("an entry of " + name, entry).stream())
                .toList();
    }

    double number(String name, double unlessTold, double least, double most) {
        Optional<String> text = findText(name);
        if (text.isEmpty()) {
            return unlessTold;
        }
        try {
            double value = Double.parseDouble(text.get());
            if (value >= least && value <= most) {
                return value;
            }
            problem(
                    name,
                    "%s must be in [%s, %s], got %s"
                            .formatted(name, plain(least), plain(most), text.get()));
        } catch (NumberFormatException e) {
            problem(name, name + " must be a number, got " + text.get());
        }
        return unlessTold;
    }

    int wholeNumber(String name, int unlessTold, int least, int most) {
        double value = number(name, unlessTold, least, most);
        if (value != Math.rint(value)) {
            problem(name, name + " must be a whole number, got " + value);
        }
        return (int) value;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    boolean yesOrNo(String name, boolean unlessTold) {
        Optional<String> text = findText(name);
        if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
            problem(name, name + " must be true or false, got " + text.get());
        }
        return text.map(t -> t.equals("true")).orElse(unlessTold);
    }

    /** A place as {@code [latitude, longitude]}, in degrees. */
    Optional<GeoPoint> place(String name) {
        Optional<GeoPoint> place = findPlace(name);
        if (place.isEmpty() && !values.containsKey(name)) {
            problem(
                    line,
                    "%s is missing in %s; a place is [latitude, longitude] in degrees"
                            .formatted(name, what));
        }
        return place;
    }

    Optional<GeoPoint> findPlace(String name) {
        Optional<Node> node = value(name);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (node.get() instanceof SequenceNode pair
                && pair.getValue().size() == 2
                && pair.getValue().get(0) instanceof ScalarNode latitude
                && pair.getValue().get(1) instanceof ScalarNode longitude) {
            try {
                return Optional.of(
                        new GeoPoint(
                                Double.parseDouble(latitude.getValue()),
                                Double.parseDouble(longitude.getValue())));
            } catch (NumberFormatException e) {
                problem(name, name + " must be two numbers, [latitude, longitude] in degrees");
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                problem(name, name + ": " + e.getMessage());
                return Optional.empty();
            }
        }
        problem(name, name + " must be [latitude, longitude] in degrees");
        return Optional.empty();
    }

    /** A map inside this one; an empty one when it is missing. */
    YamlMap map(String name) {
        return value(name)
                .map(node -> new YamlMap(node, name, problems))
                .orElseGet(() -> new YamlMap(line, name, problems));
    }

    /** A list of maps; each is read by {@code read}, and its unknown names are noted. */
    <T> List<T> list(String name, Function<YamlMap, T> read) {
        Optional<Node> node = value(name);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof SequenceNode list)) {
            problem(name, name + " must be a list: each entry begins with a hyphen");
            return List.of();
        }
        List<T> found = new ArrayList<>();
        for (Node entry : list.getValue()) {
            YamlMap map = new YamlMap(entry, "an entry of " + name, problems);
            found.add(read.apply(map));
            map.end();
        }
        return found;
    }

    /** Notes every name that is not known here, with the nearest one that is. */
    void end() {
        for (String name : values.keySet()) {
            if (!asked.contains(name)) {
                String mend =
                        NearestName.of(name, asked)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("known here: " + String.join(", ", asked));
                problem(name, "unknown name " + name + "; " + mend);
            }
        }
    }
}
