package org.pukar.cluster.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pukar.vision.gpu.Compute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What a worker needs of a settings file: the cameras' addresses, read again when it changes, and
 * {@code compute}. Nothing else is looked at: the desk has checked the whole of its own, and a mark
 * of each address tells whether both say the same. For one thread.
 */
public final class Addresses {
    private static final Logger log = LoggerFactory.getLogger(Addresses.class);

    /** A file that was written so lately may still be being written. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final Path file;
    private final InstantSource clock;
    private Optional<FileTime> readAt = Optional.empty();
    private Map<String, String> sources = Map.of();
    private boolean failing;

    public Addresses(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * The source of every camera by its id, paths made absolute. What was read last holds while the
     * file can't be read or names no camera at all.
     *
     * @throws IOException when the file could never be read; the message says which and why
     */
    public Map<String, String> sources() throws IOException {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            if (readAt.isEmpty() || (!readAt.get().equals(changed) && settled(changed))) {
                Map<String, String> next = read(Files.readString(file));
                if (next.isEmpty() && !sources.isEmpty()) {
                    throw new YAMLException("it names no camera"); // cut short, or empty
                }
                sources = next;
                readAt = Optional.of(changed);
            }
            failing = false;
        } catch (IOException | YAMLException e) {
            String why =
                    "the settings with the cameras' addresses must be at %s, on every machine: %s"
                            .formatted(
                                    file,
                                    e instanceof IOException
                                            ? "it can't be read"
                                            : readAt.isPresent()
                                                    ? "it is no YAML that names a camera"
                                                    : "no YAML");
            if (readAt.isEmpty()) {
                throw new IOException(why);
            }
            if (!failing) {
                log.warn("{}; the addresses that were read last hold", why);
            }
            failing = true;
        }
        return sources;
    }

    /** By either clock's mistake: a time to come is no reason to wait for it. */
    private boolean settled(FileTime changed) {
        return Duration.between(changed.toInstant(), clock.instant()).abs().compareTo(SETTLED) >= 0;
    }

    /**
     * Where this machine's settings want nets to run; the processor where they don't say or can't
     * be read.
     */
    public Compute compute() {
        try {
            Node root =
                    new Yaml(new LoaderOptions()).compose(new StringReader(Files.readString(file)));
            String said = root == null ? "cpu" : text(root, "compute").orElse("cpu");
            Optional<Compute> compute = Compute.find(said);
            if (compute.isEmpty()) {
                log.warn("compute must be cpu or gpu, got {} ({}); cpu is taken", said, file);
            }
            return compute.orElse(Compute.CPU);
        } catch (IOException | YAMLException e) {
            return Compute.CPU; // its cameras stay closed, and sources() says why
        }
    }

    private Map<String, String> read(String text) {
        Map<String, String> found = new HashMap<>();
        Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        for (Node site : entries(root, "sites")) {
            for (Node camera : entries(site, "cameras")) {
                Optional<String> id = text(camera, "id");
                Optional<String> source = text(camera, "source");
                if (id.isPresent() && source.isPresent()) {
                    found.put(id.get(), absolute(source.get()));
                }
            }
        }
        return Map.copyOf(found);
    }

    private String absolute(String source) {
        if (source.contains("://") || source.startsWith("/dev/")) {
            return source;
        }
        try {
            return file.toAbsolutePath().resolveSibling(source).normalize().toString();
        } catch (InvalidPathException e) {
            return source;
        }
    }

    private static Optional<Node> value(Node node, String name) {
        return node instanceof MappingNode map
                ? map.getValue().stream()
                        .filter(
                                t ->
                                        t.getKeyNode() instanceof ScalarNode key
                                                && key.getValue().equals(name))
                        .map(NodeTuple::getValueNode)
                        .findFirst()
                : Optional.empty();
    }

    private static List<Node> entries(Node node, String name) {
        return value(node, name).orElse(node) instanceof SequenceNode list
                ? list.getValue()
                : List.of();
    }

    private static Optional<String> text(Node node, String name) {
        return value(node, name)
                .filter(ScalarNode.class::isInstance)
                .map(n -> ((ScalarNode) n).getValue());
    }
}
