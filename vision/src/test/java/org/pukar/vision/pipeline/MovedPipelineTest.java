package org.pukar.vision.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pukar.camera.Frame;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.evidence.Signal;
import org.pukar.evidence.StateBytes;
import org.pukar.vision.capture.FileSource;

/**
 * A camera that moves from machine to machine gives the same signals as one that stays. Tracks and
 * evidence are the same to the bit; where a hand was cut out of the picture last is not moved, so
 * hands lie a little elsewhere.
 */
class MovedPipelineTest {
    private static final Path HOME = Path.of(System.getProperty("pukar.home", ".."));

    /** Each as a machine of its own, with nothing but the bytes of the one before. */
    private static Pipeline moved(Reader reader, CameraWatch watch) {
        byte[] bytes = StateBytes.of(watch);
        return new Pipeline(
                reader, EvidenceSettings.standard(), StateBytes.watch(StateBytes.VERSION, bytes));
    }

    /**
     * Who takes a camera over looks at its first frame whole, so that numbers differ a little from
     * those of who stayed: the signals must be the same ones. From another who took over what was
     * known without going through bytes nothing may differ.
     */
    @Test
    void movingInTheMiddleOfASignChangesNothing() throws Exception {
        List<Signal> stayed = new ArrayList<>();
        List<Signal> went = new ArrayList<>();
        int different = 0;
        int frames = 0;
        try (Reader reader = Reader.open(HOME.resolve("models"));
                FileSource film =
                        new FileSource(
                                HOME.resolve("scenes/samples/lane.mp4").toString(),
                                Pipeline.INTERVAL)) {
            Pipeline one = new Pipeline(reader, EvidenceSettings.standard());
            Pipeline taken = new Pipeline(reader, EvidenceSettings.standard());
            Pipeline other = new Pipeline(reader, EvidenceSettings.standard());
            for (Optional<Frame> frame = film.next(); frame.isPresent(); frame = film.next()) {
                Pipeline.Report here = one.read(frame.get());
                CameraWatch whole = taken.read(frame.get()).watch();
                Pipeline.Report there = other.read(frame.get());
                stayed.addAll(here.signals());
                went.addAll(there.signals());
                different +=
                        whole.tracks().equals(there.watch().tracks())
                                        && whole.evidence().equals(there.watch().evidence())
                                ? 0
                                : 1;
                frames++;
                if (frames % 3 == 0) {
                    taken = new Pipeline(reader, EvidenceSettings.standard(), whole);
                    other = moved(reader, there.watch());
                }
            }
        }
        assertThat(frames).isGreaterThan(50);
        assertThat(stayed).isNotEmpty();
        assertThat(went).isEqualTo(stayed);
        assertThat(different).as("frames after which tracks or evidence differ").isZero();
    }
}
