package org.pukar.server.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pukar.vision.pipeline.Reader;

/** A Full HD camera with four people in view: its figures, and those that other programs tell. */
final class BenchActive {
    private BenchActive() {}

    /** All of them, a few times as long as each takes. */
    static List<BenchFigure> measure(Path film, int width, Reader reader, int seconds) {
        BenchCommand.say("one camera, 1920 x 1080, people in view: 4 ...");
        BenchCamera.Cost cost = BenchCamera.measure(film, width, reader, seconds);
        List<BenchFigure> figures = new ArrayList<>(of(cost));
        figures.add(of("activeMegabytes", "  the process, resident", cost.megabytes(), "MB"));
        figures.addAll(beside(cost, film, width, reader, seconds));
        return figures;
    }

    static List<BenchFigure> of(BenchCamera.Cost cost) {
        return List.of(
                of("activeCores", "1080p, 4 people: all of it", cost.cores(), "cores").atMost(.35),
                of("activeDecode", "  decoding every frame alone", cost.decodeAlone(), "cores"),
                of("activeInference", "  the same inference alone", cost.inferenceAlone(), "cores"),
                of("activeRatio", "  all of it over these two", cost.ratio(), "").atMost(1.15),
                of("activeDropped", "  frames dropped", cost.dropped(), "frames"),
                of("activeDelay", "  camera to evidence, half", cost.delayMillis(), "ms"),
                of(
                                "activeLongDelay",
                                "  camera to evidence, 99 of 100",
                                cost.longDelayMillis(),
                                "ms")
                        .atMost(300),
                of("activeHeapBytes", "  heap bytes allocated a frame", cost.heapBytes(), "bytes"));
    }

    /** What is measured of the same film besides. */
    static List<BenchFigure> beside(
            BenchCamera.Cost cost, Path film, int width, Reader reader, int seconds) {
        BenchCommand.say("its nets alone, five times a second ...");
        double paced = BenchCamera.inferenceAtPace(cost, reader, width);
        BenchCommand.say("the same, without hands ...");
        BenchCamera.Cost faces = BenchCamera.withoutHands(film, width, reader, seconds);
        BenchCommand.say("its film, as fast as one camera can read it ...");
        BenchFilm all = BenchFilm.measure(film, reader, BenchCamera.open());
        BenchFilm facesAlone = BenchFilm.measure(film, reader, BenchCamera.facesAlone());
        return List.of(
                of("pacedInference", "  inference alone, with a camera's pauses", paced, "cores"),
                of("pacedRatio", "  all of it over decoding and that", cost.ratio(paced), "")
                        .atMost(1.15),
                of(
                        "activeFacesCores",
                        "  faces and expressions alone, no hands",
                        faces.cores(),
                        "cores"),
                of("activeFacesDropped", "  frames dropped of these", faces.dropped(), "frames"),
                of("filmFaces", "its film: faces read in it", all.faces(), "faces"),
                of("filmFrames", "  of so many frames", all.frames(), "frames"),
                of("filmSpeed", "  read as fast as can be, frames", all.speed(), "a s"),
                of("filmFacesSpeed", "  the same without hands", facesAlone.speed(), "a s"));
    }

    private static BenchFigure of(String name, String words, Number value, String unit) {
        return BenchFigure.of(name, words, value.doubleValue(), unit);
    }
}
