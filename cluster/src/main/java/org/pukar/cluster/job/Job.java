package org.pukar.cluster.job;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.pukar.cluster.settings.JobSettings;
import org.pukar.cluster.sink.DeskSink;
import org.pukar.cluster.source.CameraSource;
import org.pukar.cluster.split.Sightings;

/**
 * Pukar as a Flink job: cameras and desk in one chain, so that each task is a region of its own. A
 * worker that dies restarts no other (docs/decisions/017-cluster.md).
 */
public final class Job {
    public static final String NAME = "Pukar";

    /** What a dead worker's cameras lose of their present. Our choice. */
    private static final Duration CHECKPOINT = Duration.ofSeconds(2);

    private static final Duration RESTART = Duration.ofSeconds(1);

    /**
     * State of so much lies in the checkpoint's own description, which the manager has in memory:
     * files that are lost stop nobody. A camera with ten faces is some 30 KB.
     */
    private static final MemorySize INLINE = MemorySize.ofMebiBytes(1);

    private Job() {}

    /** What the job asks of Flink, whatever the cluster says. */
    public static Configuration configuration() {
        Configuration c = new Configuration();
        c.set(PipelineOptions.GENERIC_TYPES, false); // no Kryo
        c.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT);
        c.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.AT_LEAST_ONCE);
        c.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, INLINE);
        c.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        c.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        c.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        c.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, RESTART);
        return c;
    }

    /** Adds the cameras and the desk to an environment; as many tasks as it has parallelism. */
    public static void build(StreamExecutionEnvironment environment, JobSettings settings) {
        environment.configure(configuration());
        environment
                .fromSource(
                        new CameraSource(settings),
                        WatermarkStrategy.noWatermarks(),
                        "cameras",
                        new Sightings())
                .uid("cameras")
                .sinkTo(new DeskSink(settings))
                .uid("desk")
                .name("desk");
    }
}
