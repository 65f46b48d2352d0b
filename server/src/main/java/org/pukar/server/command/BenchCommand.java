package org.pukar.server.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.pukar.vision.net.ModelException;
import org.pukar.vision.pipeline.Reader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code pukar bench}: what Pukar costs on this machine, measured now. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measure what Pukar costs here: processor per camera against decoding and inference"
                        + " alone, memory with four cameras, time from signal to desk. Takes about"
                        + " three minutes.")
final class BenchCommand implements Callable<Integer> {
    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description =
                    "How long each measurement watches, ${DEFAULT-VALUE} unless told; 3600 shows"
                            + " whether memory stays flat (the processor is measured for 60 at"
                            + " most).")
    private int seconds;

    @Override
    public Integer call() {
        if (seconds < 10 || seconds > 86_400) {
            throw new FailedException("--seconds must be in [10, 86400], got " + seconds);
        }
        Path clip = PukarCommand.home().resolve("scenes/samples/crossing-1080p25.mp4");
        try (Reader reader = Reader.open(PukarCommand.models())) {
            say("one camera, 1080p at 25 frames a second, 4 faces, read 5 times a second ...");
            BenchCamera.Cost cost = BenchCamera.measure(clip, reader, Math.min(60, seconds));
            say("four cameras, then signals to the desk ...");
            BenchDesk.Result desk = BenchDesk.measure(clip, seconds);
            print(cost, desk);
            return 0;
        } catch (ModelException e) {
            throw new FailedException(e);
        }
    }

    private static void say(String what) {
        System.err.println("pukar: " + what);
    }

    private void print(BenchCamera.Cost cost, BenchDesk.Result desk) {
        if (json) {
            Map<String, Object> active = new LinkedHashMap<>();
            active.put("coresPerCamera", rounded(cost.cores()));
            active.put("decodeAlone", rounded(cost.decodeAlone()));
            active.put("inferenceAlone", rounded(cost.inferenceAlone()));
            active.put("ratio", rounded(cost.ratio()));
            active.put("frames", cost.decoded());
            active.put("read", cost.read());
            active.put("dropped", cost.dropped());
            active.put("framesLookedAt", cost.looks().frames());
            active.put("facesRead", cost.faces());
            active.put("palms", cost.looks().palms());
            active.put("handsRead", cost.looks().hands());
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("active", active);
            all.put("memoryMegabytes", desk.memoryMegabytes());
            all.put("memoryByMinuteMegabytes", desk.memoryByMinuteMegabytes());
            all.put("databaseMegabytes", desk.databaseMegabytes());
            all.put("signalToDeskP50Milliseconds", desk.p50Milliseconds());
            all.put("signalToDeskP95Milliseconds", desk.p95Milliseconds());
            all.put("signals", desk.signals());
            System.out.println(JsonMapper.shared().writeValueAsString(all));
            return;
        }
        System.out.printf(
                """
                one active camera (1080p25, 4 faces, read at 5 a second; %d frames, %d read, %d dropped)
                  all of it         %.3f cores   (limit 0.5)
                  decoding alone    %.3f
                  inference alone   %.3f   (%d frames looked at, %d faces read; %d looks for palms, %d hands read)
                  ratio             %.2f        (limit 1.3)
                memory with 4 cameras   %d MB of process, %d MB of database   (limit 1000)
                signal to desk's page   p50 %d ms, p95 %d ms over %d signals   (limit 2000)
                """,
                cost.decoded(),
                cost.read(),
                cost.dropped(),
                cost.cores(),
                cost.decodeAlone(),
                cost.inferenceAlone(),
                cost.looks().frames(),
                cost.faces(),
                cost.looks().palms(),
                cost.looks().hands(),
                cost.ratio(),
                desk.memoryMegabytes(),
                desk.databaseMegabytes(),
                desk.p50Milliseconds(),
                desk.p95Milliseconds(),
                desk.signals());
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
