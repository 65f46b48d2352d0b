package org.pukar.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines of a city, from what one machine measured. */
class PlanCommandTest {
    private static final String MEASURED =
            """
            {"figures":[{"name":"cores1080pNone","value":0.02},{"name":"activeCores","value":0.3},
            {"name":"cores1080pTwenty","value":0.5},{"name":"memoryMegabytes","value":800},
            {"name":"megabytesPerCamera","value":50}]}
            """;

    @TempDir Path folder;

    private Ran plan(String json, String... options) throws Exception {
        Path bench = Files.writeString(folder.resolve("bench.json"), json);
        String[] all = new String[options.length + 3];
        all[0] = "plan";
        all[1] = "--bench";
        all[2] = bench.toString();
        System.arraycopy(options, 0, all, 3, options.length);
        return Ran.of(all);
    }

    /** A camera: .6 x .02 + .3 x .3 + .1 x .5 = .152 cores; 1,000 of them, 70 % full: 217. */
    @Test
    void aThousandCamerasNeedSevenMachinesAndOneToSpare() throws Exception {
        Ran ran = plan(MEASURED, "--cameras", "1000", "--json");
        assertThat(ran.code()).isZero();
        assertThat(String.join("", ran.out()))
                .contains(
                        "\"coresPerCamera\":0.15",
                        "\"coresInAll\":217.14",
                        "\"machines\":8",
                        "\"camerasPerMachine\":143",
                        "\"gigabytesPerMachine\":7.75",
                        "\"megabitsPerMachine\":572.0");
        assertThat(String.join("", plan(MEASURED, "--cameras", "1000").out()))
                .contains("8 of 32 cores, one of them to spare", "Assumed: 30 % of cameras");
    }

    /**
     * .152 cores a camera, a machine that skipped once it was 40 % full: 380 cores, 12 machines.
     */
    @Test
    void aMachineThatSkippedEarlyIsPlannedForLess() throws Exception {
        String early = MEASURED.replace("]}", ",{\"name\":\"loadWithoutSkip\",\"value\":0.4}]}");
        assertThat(String.join("", plan(early, "--cameras", "1000", "--json").out()))
                .contains("\"coresInAll\":380.0", "\"machines\":13");
        assertThat(String.join("", plan(early, "--cameras", "1000").out()))
                .contains("40 % full, then the measured one skipped");
        assertThat(String.join("", plan(early, "--cameras", "1000", "--load", ".7").out()))
                .contains("70 % full, as told");
    }

    @Test
    void figuresThatNoMachineCanHaveAreRefused() throws Exception {
        for (String wrong : new String[] {"-0.3", "1e300", "\"a lot\"", "null"}) {
            Ran ran = plan(MEASURED.replace("0.3", wrong), "--cameras", "1000");
            assertThat(ran.code()).as(wrong).isNotZero();
            assertThat(ran.err()).contains("activeCores must be a number in [0, 1000000]");
        }
        assertThat(String.join("", plan(MEASURED, "--cameras", "1000", "--json").out()))
                .contains("\"assumed\":{\"busy\":0.3", "\"megabitsInAll\":4000.0");
    }

    @Test
    void aMachineThatCarriedNotEvenOneCameraIsNoMeasure() throws Exception {
        String none = MEASURED.replace("]}", ",{\"name\":\"loadWithoutSkip\",\"value\":0}]}");
        Ran ran = plan(none, "--cameras", "9");
        assertThat(ran.code()).isNotZero();
        assertThat(ran.err())
                .contains("must carry one camera without skipping a frame", "with --load");
        assertThat(plan(none, "--cameras", "9", "--load", ".5").code()).isZero();
    }

    @Test
    void aCameraThatDroppedFramesWhenItWasMeasuredIsNamed() throws Exception {
        String dropped =
                MEASURED.replace("]}", ",{\"name\":\"cores1080pTwentyDropped\",\"value\":9}]}");
        String words = "The measured camera dropped frames: it takes more";
        assertThat(String.join("", plan(dropped, "--cameras", "9").out())).contains(words);
        assertThat(String.join("", plan(MEASURED, "--cameras", "9").out())).doesNotContain(words);
    }

    @Test
    void whatIsNotMeasuredOrNoShareIsRefusedInWords() throws Exception {
        assertThat(plan("{\"figures\":[]}", "--cameras", "9").err())
                .contains("--bench must hold the figure cores1080pNone");
        assertThat(plan("no json", "--cameras", "9").err())
                .contains("--bench must be a file that ./pukar bench --json wrote");
        assertThat(plan(MEASURED, "--cameras", "9", "--busy", "1.5").err())
                .contains("--busy must be in [0.0, 1.0], got 1.5");
        assertThat(plan(MEASURED, "--cameras", "0").err()).contains("--cameras must be in");
    }
}
