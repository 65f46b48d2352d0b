package org.pukar.server.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pukar.camera.Camera;

/**
 * In what two lists of cameras differ, by ids; their order is no difference.
 *
 * @param added ids that only the later one has
 * @param removed ids that only the earlier one has
 * @param changed ids that both have, with another source, name, place or anything else
 */
public record CameraChange(List<String> added, List<String> removed, List<String> changed) {
    /** A log's line names no more of each; the settings' history names all. */
    private static final int NAMED = 20;

    public CameraChange {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        changed = List.copyOf(changed);
    }

    /** What happened between the two. */
    public static CameraChange between(List<Camera> before, List<Camera> after) {
        Map<String, Camera> left = new HashMap<>();
        before.forEach(c -> left.put(c.id(), c));
        List<String> added = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (Camera camera : after) {
            Camera was = left.remove(camera.id());
            if (was == null) {
                added.add(camera.id());
            } else if (!was.equals(camera)) {
                changed.add(camera.id());
            }
        }
        List<String> removed = before.stream().map(Camera::id).filter(left::containsKey).toList();
        return new CameraChange(added, removed, changed);
    }

    /** Whether nothing differs. */
    public boolean none() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }

    /** Such as "1 added (x), 2 removed (y, z)"; "none" when nothing differs. */
    public String words() {
        List<String> said = new ArrayList<>();
        say(said, "added", added);
        say(said, "removed", removed);
        say(said, "changed", changed);
        return said.isEmpty() ? "none" : String.join(", ", said);
    }

    private static void say(List<String> said, String what, List<String> ids) {
        if (!ids.isEmpty()) {
            String named = ids.stream().limit(NAMED).collect(Collectors.joining(", "));
            String more = ids.size() > NAMED ? " and " + (ids.size() - NAMED) + " more" : "";
            said.add("%d %s (%s%s)".formatted(ids.size(), what, named, more));
        }
    }
}
