package org.pukar.cluster.job;

import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.pukar.cluster.settings.JobSettings;

/** Flink in this process, on loopback. */
final class SmallCluster implements AutoCloseable {
    private final MiniCluster cluster;

    SmallCluster(int workers) throws Exception {
        this(workers, new Configuration());
    }

    /**
     * @param c what else it is told
     */
    SmallCluster(int workers, Configuration c) throws Exception {
        c.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
        c.set(TaskManagerOptions.BIND_HOST, "127.0.0.1");
        c.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        c.set(RestOptions.BIND_PORT, "0");
        c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(8));
        c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(8));
        c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1));
        cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(c)
                                .setNumTaskManagers(workers)
                                .setNumSlotsPerTaskManager(2)
                                .build());
        cluster.start();
    }

    JobID submit(JobSettings settings, int parallelism) throws Exception {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment();
        environment.setParallelism(parallelism);
        Job.build(environment, settings);
        return cluster.submitJob(environment.getStreamGraph().getJobGraph()).get().getJobID();
    }

    void cancel(JobID job) throws Exception {
        cluster.cancelJob(job).get();
        while (!cluster.getJobStatus(job).get().isGloballyTerminalState()) {
            Thread.sleep(50);
        }
    }

    MiniCluster cluster() {
        return cluster;
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
