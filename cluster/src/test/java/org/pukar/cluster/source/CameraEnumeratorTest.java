package org.pukar.cluster.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pukar.cluster.split.CameraSplit;
import org.pukar.evidence.CameraWatch;
import org.pukar.evidence.EvidenceSettings;
import org.pukar.evidence.Rank;
import org.pukar.evidence.Signal;
import org.pukar.vision.worker.CityTask;

/** Which reader gets which camera; time is passed in. */
class CameraEnumeratorTest {
    private Instant now = Instant.parse("2026-11-25T10:00:00Z");
    private final RecordingContext flink = new RecordingContext(3);
    private final CameraEnumerator enumerator = enumerator(List.of());

    private CameraEnumerator enumerator(List<CameraSplit> waiting) {
        return new CameraEnumerator(
                flink,
                () -> {
                    throw new IllegalStateException("asked by Flink alone");
                },
                waiting,
                () -> now);
    }

    private void desk(String... cameras) {
        enumerator.heard(
                CityTask.of(ZoneOffset.UTC, EvidenceSettings.standard(), List.of(cameras)));
    }

    private void comes(int subtask, CameraSplit... reported) {
        flink.register(subtask, List.of(reported));
        enumerator.addReader(subtask);
    }

    private void ready(int... subtasks) {
        for (int subtask : subtasks) {
            enumerator.handleSplitRequest(subtask, "host" + subtask);
        }
    }

    private void threeReadersAndTheCameras(String... cameras) {
        comes(0);
        comes(1);
        comes(2);
        desk(cameras);
        ready(0, 1, 2);
    }

    private List<Integer> loads() {
        return enumerator.held().values().stream().map(java.util.Set::size).toList();
    }

    private static CameraSplit known(String id, Signal... waiting) {
        CameraWatch seen =
                new CameraWatch(
                        org.pukar.evidence.Tracks.none(),
                        Map.of(),
                        CameraWatch.start().hands(),
                        Optional.of(Instant.parse("2026-11-25T10:00:20Z")),
                        Optional.empty());
        return new CameraSplit(id, seen, List.of(waiting));
    }

    private void fails(int subtask, CameraSplit... sinceTheCheckpoint) {
        flink.fail(subtask);
        enumerator.addSplitsBack(List.of(sinceTheCheckpoint), subtask);
    }

    @Test
    void aThousandCamerasAreSpreadEvenly() {
        threeReadersAndTheCameras(
                IntStream.range(0, 1000).mapToObj(i -> "c" + i).toArray(String[]::new));
        assertThat(loads()).containsExactlyInAnyOrder(334, 333, 333);
    }

    @Test
    void theFirstReaderToBeReadyDoesNotGetAll() {
        comes(0);
        comes(1);
        comes(2);
        desk("a", "b", "c");
        ready(0, 1);
        assertThat(flink.assigned()).isEmpty();
        ready(2);
        assertThat(loads()).containsExactly(1, 1, 1);
    }

    @Test
    void aReaderThatTheDeskRefusesGetsNoneAndTheOthersAll() {
        comes(0);
        comes(1);
        comes(2);
        desk("a", "b", "c", "d");
        ready(0, 1); // the desk refuses the third, so that it never asks
        now = now.plus(CameraEnumerator.PATIENCE);
        desk("a", "b", "c", "d");
        assertThat(loads()).containsExactly(2, 2, 0);
    }

    @Test
    void aReaderThatIsRefusedLaterGivesItsCamerasToOthers() throws Exception {
        threeReadersAndTheCameras("a", "b", "c");
        CameraSplit given = known("a");
        int refused = readerOf("a");
        flink.assigned();
        enumerator.handleSourceEvent(
                refused, GivenBack.of(List.of(given), "it has another version"));
        assertThat(readerOf("a")).isNotEqualTo(refused);
        assertThat(all(flink.assigned())).containsExactly(given);
    }

    private int readerOf(String camera) {
        return enumerator.held().entrySet().stream()
                .filter(e -> e.getValue().contains(camera))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static List<CameraSplit> all(Map<Integer, List<CameraSplit>> assigned) {
        List<CameraSplit> all = new ArrayList<>();
        assigned.values().forEach(all::addAll);
        return all;
    }

    @Test
    void aNewCameraGoesToTheReaderWithTheFewest() {
        threeReadersAndTheCameras("a", "b", "c", "d");
        flink.assigned();
        desk("a", "b", "c", "d", "e");
        assertThat(all(flink.assigned())).containsExactly(CameraSplit.unknown("e"));
        assertThat(loads()).containsExactlyInAnyOrder(2, 2, 1);
    }

    @Test
    void aCameraThatTheSettingsNoLongerHaveIsTakenBackAndForgotten() throws Exception {
        threeReadersAndTheCameras("a", "b", "c");
        int reader = readerOf("b");
        desk("a", "c");
        assertThat(flink.events(reader)).contains(new GiveBack(List.of("b")));
        flink.assigned();
        enumerator.handleSourceEvent(reader, GivenBack.of(List.of(known("b")), ""));
        assertThat(flink.assigned()).isEmpty();
        assertThat(enumerator.snapshotState(1)).isEmpty();
    }

    @Test
    void whatIsKnownOfADeadReadersCamerasComesBackWithIt() {
        threeReadersAndTheCameras("a", "b", "c");
        int reader = readerOf("b");
        flink.assigned();
        fails(reader);
        desk("a", "b", "c");
        assertThat(flink.assigned()).as("its state is still to come").isEmpty();
        now = now.plusSeconds(3);
        comes(reader, known("b"));
        assertThat(all(flink.assigned()))
                .as("a living reader takes it")
                .containsExactly(known("b"));
        assertThat(readerOf("b")).isNotEqualTo(reader);
    }

    @Test
    void camerasGivenSinceTheCheckpointGoToLivingReadersAtOnce() {
        threeReadersAndTheCameras("a", "b", "c");
        int reader = readerOf("b");
        flink.assigned();
        fails(reader, CameraSplit.unknown("b"));
        assertThat(all(flink.assigned())).containsExactly(CameraSplit.unknown("b"));
    }

    @Test
    void aDeadReaderThatDoesNotComeBackLosesItsCamerasToOthers() {
        threeReadersAndTheCameras("a", "b", "c");
        int reader = readerOf("b");
        fails(reader);
        now = now.plus(CameraEnumerator.PATIENCE);
        flink.assigned();
        desk("a", "b", "c");
        assertThat(all(flink.assigned())).containsExactly(CameraSplit.unknown("b"));
        comes(reader, known("b"));
        assertThat(flink.assigned()).as("it is read elsewhere by now").isEmpty();
    }

    @Test
    void signalsOfACameraThatIsReadElsewhereGoThere() {
        threeReadersAndTheCameras("a", "b", "c");
        int reader = readerOf("b");
        fails(reader);
        now = now.plus(CameraEnumerator.PATIENCE);
        desk("a", "b", "c");
        flink.assigned();
        Signal waits =
                new Signal(new java.util.UUID(1, 2), "b", Rank.SIGN, now, 1, 0, 0, List.of());
        comes(reader, known("b", waits));
        assertThat(flink.assigned()).isEqualTo(Map.of(readerOf("b"), List.of(known("b", waits))));
    }

    @Test
    void aDeskThatIsAwayTakesNoCameraFromAnybody() {
        threeReadersAndTheCameras("a", "b", "c");
        enumerator.silent("the desk gives no answer");
        assertThat(loads()).containsExactly(1, 1, 1);
        assertThat(flink.events(0)).isEmpty();
    }

    @Test
    void aReaderThatComesLateGetsSomeOfTheFullest() throws Exception {
        comes(0);
        comes(1);
        ready(0, 1);
        now = now.plus(CameraEnumerator.PATIENCE);
        desk("a", "b", "c", "d", "e", "f");
        assertThat(loads()).containsExactly(3, 3);
        comes(2);
        ready(2);
        assertThat(flink.events(0)).isEmpty();
        now = now.plus(CameraEnumerator.BETWEEN_MOVES);
        desk("a", "b", "c", "d", "e", "f");
        int full = flink.events(0).isEmpty() ? 1 : 0;
        GiveBack asked = (GiveBack) flink.events(full).get(0);
        assertThat(asked.cameras()).hasSize(1);
        flink.assigned();
        CameraSplit moved = known(asked.cameras().get(0));
        enumerator.handleSourceEvent(full, GivenBack.of(List.of(moved), ""));
        assertThat(flink.assigned()).isEqualTo(Map.of(2, List.of(moved)));
    }

    @Test
    void camerasThatNobodyReadLieInTheCheckpointAndComeOutOfIt() {
        desk("a");
        CameraEnumerator restored = enumerator(List.of(known("a")));
        assertThat(restored.snapshotState(7)).containsExactly(known("a"));
    }

    /** After the whole job was restored the readers say what is known, not the enumerator. */
    @Test
    void nothingIsGivenAnewBeforeAllReadersHaveSaidWhatIsKnown() {
        desk("a", "b");
        comes(0, known("a"));
        ready(0);
        comes(1);
        ready(1);
        assertThat(flink.assigned()).isEmpty();
        comes(2, known("b"));
        ready(2);
        assertThat(all(flink.assigned())).containsExactlyInAnyOrder(known("a"), known("b"));
    }
}
