package org.pukar.server.labelled;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * DIR/LABEL/*.png or *.jpg.
 *
 * @param pictures all of them, by label and name
 * @param otherFiles files that are no pictures, which are left out
 */
public record LabelledFolder(List<Picture> pictures, int otherFiles) {
    private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg");

    /** One file and what its folder says. */
    public record Picture(Path file, Label label) {}

    public LabelledFolder {
        pictures = List.copyOf(pictures);
    }

    /**
     * Lists a folder; opens no picture.
     *
     * @throws LabelException a folder of another name than a label's, or an empty one
     */
    public static LabelledFolder of(Path folder) throws LabelException, IOException {
        if (!Files.isDirectory(folder)) {
            throw new LabelException(
                    "DIR must be a folder",
                    "none",
                    folder,
                    "give the folder that holds the labels' folders");
        }
        List<Picture> pictures = new ArrayList<>();
        int others = 0;
        for (Path inside : listed(folder)) {
            String name = String.valueOf(inside.getFileName());
            if (name.startsWith(".") || !Files.isDirectory(inside)) {
                others++;
                continue;
            }
            Optional<Label> label = Label.of(name);
            if (label.isEmpty()) {
                throw new LabelException(
                        "a folder's name must be one of " + Label.words(),
                        name,
                        inside,
                        "rename it or move it away");
            }
            List<Path> files = listed(inside);
            List<Path> shown = files.stream().filter(LabelledFolder::picture).toList();
            if (shown.isEmpty()) {
                throw new LabelException(
                        "a label's folder must hold a picture (png, jpg)",
                        "none",
                        inside,
                        "add pictures or remove the folder");
            }
            shown.forEach(file -> pictures.add(new Picture(file, label.get())));
            others += files.size() - shown.size();
        }
        if (pictures.isEmpty()) {
            throw new LabelException(
                    "DIR must hold a folder for each label (" + Label.words() + ")",
                    "none",
                    folder,
                    "give its parent or child");
        }
        return new LabelledFolder(pictures, others);
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.sorted().toList();
        }
    }

    private static boolean picture(Path file) {
        String name = String.valueOf(file.getFileName());
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file) && !name.startsWith(".") && PICTURES.contains(ending);
    }
}
