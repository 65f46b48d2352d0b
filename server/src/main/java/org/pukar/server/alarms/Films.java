package org.pukar.server.alarms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.pukar.camera.CaptureException;
import org.pukar.vision.pipeline.Reader;

/**
 * What a folder's films came to.
 *
 * @param unreadable files that could not be read, with the reason; they are in no figure
 */
public record Films(List<Film> films, Map<String, String> unreadable) {
    private static final Set<String> ENDINGS =
            Set.of("mp4", "mkv", "mov", "avi", "webm", "ts", "m4v", "mpg", "mpeg");

    public Films {
        films = List.copyOf(films);
        unreadable = Map.copyOf(unreadable);
    }

    /**
     * Lists a folder's films by name, without opening them.
     *
     * @throws FilmsException no folder, or no film in it
     */
    public static List<Path> listed(Path folder) throws FilmsException, IOException {
        if (!Files.isDirectory(folder)) {
            throw new FilmsException(
                    "a folder of films must be there", "none", folder, "make it or give another");
        }
        try (Stream<Path> inside = Files.list(folder)) {
            List<Path> films = inside.filter(Films::film).sorted().toList();
            if (films.isEmpty()) {
                throw new FilmsException(
                        "a folder must hold a film (mp4, mkv, mov, avi, webm, ts)",
                        "none",
                        folder,
                        "add films or give another folder");
            }
            return films;
        }
    }

    private static boolean film(Path file) {
        String name = String.valueOf(file.getFileName());
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file) && !name.startsWith(".") && ENDINGS.contains(ending);
    }

    /**
     * Reads films, each as a camera of its own.
     *
     * @param progress told before each film
     */
    public static Films read(List<Path> files, Reader reader, Consumer<String> progress) {
        List<Film> films = new ArrayList<>();
        Map<String, String> unreadable = new LinkedHashMap<>();
        int number = 0;
        for (Path file : files) {
            progress.accept("%d of %d: %s".formatted(++number, files.size(), file.getFileName()));
            try {
                films.add(Film.read(file, reader));
            } catch (CaptureException e) {
                unreadable.put(file.toString(), String.valueOf(e.getMessage()));
                progress.accept("pukar: " + e.getMessage());
            }
        }
        return new Films(films, unreadable);
    }

    /** That showed something. */
    public double hours() {
        return films.stream().mapToDouble(Film::seconds).sum() / 3600;
    }

    /**
     * Hours of a picture that stood still or showed nothing: nothing could have been told there.
     */
    public double blindHours() {
        return films.stream().mapToDouble(Film::blind).sum() / 3600;
    }
}
