package org.pukar.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pukar.evidence.Street.face;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pukar.cue.Face;

class TracksTest {
    private static final Instant START = Instant.EPOCH;
    private Tracks tracks = Tracks.none();

    private List<Long> seen(double second, Face... faces) {
        Tracks.Step step = tracks.add(List.of(faces), after(second));
        tracks = step.tracks();
        return step.ids();
    }

    private static Instant after(double seconds) {
        return START.plus(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    @Test
    void anEmptyStreetHasNoTracks() {
        assertThat(seen(0)).isEmpty();
        assertThat(tracks).isEqualTo(Tracks.none());
    }

    /** Head widths a second: a stroll, a walk (1.5 m/s over .16 m), a run. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 4, 9, 18})
    void followsSomeoneWhoWalks(double headsPerSecond) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            ids.addAll(seen(i / 25.0, face(100 + headsPerSecond * 40 * i / 25.0, 40)));
        }

        assertThat(ids).hasSize(25).containsOnly(1L);
    }

    @Test
    void followsSomeoneWhoWalksThroughASecondUnseen() {
        for (int i = 0; i < 5; i++) {
            seen(i * .2, face(100 + 30 * i, 40));
        }

        assertThat(seen(1.8, face(100 + 30 * 9, 40))).containsExactly(1L);
    }

    @Test
    void keepsTwoApartWhoCross() {
        List<List<Long>> ids = new ArrayList<>();
        for (int i = 0; i <= 40; i++) {
            Face goesRight = face(100 + 10 * i, 40);
            Face goesLeft = face(504 - 10 * i, 44);
            ids.add(seen(i * .1, goesRight, goesLeft));
        }

        assertThat(ids).containsOnly(List.of(1L, 2L));
    }

    @Test
    void theOrderOfTheFacesDoesNotMatter() {
        seen(0, face(100, 40), face(300, 40));

        assertThat(seen(.2, face(300, 40), face(100, 40))).containsExactly(2L, 1L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {72, 22})
    void aSizeThatJumpsIsSomeoneElse(double width) {
        seen(0, face(100, 40));

        assertThat(seen(.2, face(100, width))).containsExactly(2L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {66, 25})
    void aSizeThatChangesLessIsTheSame(double width) {
        seen(0, face(100, 40));

        assertThat(seen(.2, face(100, width))).containsExactly(1L);
    }

    @Test
    void isDroppedTwoSecondsAfterTheLastSight() {
        seen(0, face(100, 40));
        seen(1, face(100, 40));

        seen(3);
        assertThat(tracks.list()).extracting(Track::id).containsExactly(1L);
        seen(3.001);
        assertThat(tracks.list()).isEmpty();
        assertThat(seen(3.1, face(100, 40))).containsExactly(2L);
    }

    @Test
    void neverGivesAnIdTwice() {
        Set<Long> all = new HashSet<>();
        for (int visit = 0; visit < 100; visit++) {
            all.addAll(seen(visit * 5, face(100, 40), face(400, 40)));
        }

        assertThat(all).hasSize(200);
        assertThat(tracks.nextId()).isEqualTo(201);
    }

    @Test
    void twoFacesNeverShareATrack() {
        seen(0, face(100, 40));

        assertThat(seen(.2, face(99, 40), face(101, 40))).doesNotHaveDuplicates();
    }

    @Test
    void theSameFramesGiveTheSameTracks() {
        Tracks before = tracks.add(List.of(face(100, 40), face(200, 50)), START).tracks();
        List<Face> faces = List.of(face(104, 41), face(190, 50));

        assertThat(before.add(faces, after(.2))).isEqualTo(before.add(faces, after(.2)));
    }
}
