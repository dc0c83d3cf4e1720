package io.riffle.lab;

import io.riffle.job.JobConfiguration;
import io.riffle.lab.console.CommandException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink in this JVM: one task manager, RocksDB with incremental checkpoints in a folder of the
 * caller's.
 */
public final class EmbeddedFlink implements AutoCloseable {

    /**
     * Until a job runs, or Flink answers. Long: a job that fails says so itself, and a machine with
     * too much to do is no failure.
     */
    public static final int PATIENCE_SECONDS = 300;

    /** One of millions of users is written to a slow disk for minutes. */
    private static final int CHECKPOINT_SECONDS = 600;

    private final Configuration configuration;
    private final JobMetrics metrics = new JobMetrics();
    private final MiniCluster cluster;
    private final JobWatch watch;

    /**
     * Starts it.
     *
     * @param folder of RocksDB, checkpoints and temporary files
     * @param parallelism of a job, unless it says otherwise
     * @param slots each holds one subtask of every step of one job
     * @param settings Flink's own and the jobs'; win over the lab's
     */
    public EmbeddedFlink(Path folder, int parallelism, int slots, Configuration settings) {
        configuration = settings(folder, parallelism, slots, settings);
        MiniClusterConfiguration size =
                new MiniClusterConfiguration.Builder()
                        .setConfiguration(configuration)
                        .setNumTaskManagers(1)
                        .setNumSlotsPerTaskManager(slots)
                        .withRandomPorts()
                        .build();
        cluster = new MeasuredCluster(size, metrics);
        watch = new JobWatch(cluster::getJobStatus);
        try {
            cluster.start();
        } catch (Exception e) {
            throw new CommandException(
                    "The embedded Flink must start: " + JobWatch.reason(e) + "\nMaybe see -v.", e);
        }
    }

    /** All settings of a Flink made with the same arguments. */
    public static Configuration settings(
            Path folder, int parallelism, int slots, Configuration given) {
        return JobConfiguration.withDefaults(LabSettings.of(folder, parallelism, slots, given));
    }

    /** An environment to build a job in, with this Flink's settings and the job's. */
    public StreamExecutionEnvironment environment() {
        return StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    }

    /** All settings, the job's included. */
    public Configuration configuration() {
        return configuration;
    }

    /** Of Flink's REST interface and pages, as {@code http://HOST:PORT}. */
    public URI address() {
        return done(cluster.getRestAddress(), "tell its address");
    }

    /** Numbers of all jobs. */
    public JobMetrics metrics() {
        return metrics;
    }

    /** Submits what was built in an environment; returns at once. */
    public JobID submit(StreamExecutionEnvironment environment) {
        JobGraph graph = environment.getStreamGraph().getJobGraph();
        return done(cluster.submitJob(graph), "take the job").getJobID();
    }

    /**
     * Waits until every step of the job runs; fails with the job's own reason when it ends first.
     */
    public void awaitRunning(JobID job, int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!running(job)) {
            failIfEnded(job);
            if (System.nanoTime() > end) {
                throw new CommandException(
                        "The job must run within " + seconds + " seconds.\nMaybe see -v.");
            }
            pause();
        }
    }

    /** Fails with the job's own reason when it is known to have ended. */
    public void failIfEnded(JobID job) {
        JobStatus status;
        try {
            status = watch.newest(job);
        } catch (CompletionException e) {
            throw new CommandException(JobWatch.reason(e), e);
        }
        if (status.isGloballyTerminalState()) {
            JobResult result = done(cluster.requestJobResult(job), "tell the job's result");
            Throwable cause =
                    result.getSerializedThrowable()
                            .map(e -> e.deserializeError(EmbeddedFlink.class.getClassLoader()))
                            .orElseGet(() -> new IllegalStateException("The job ended: " + status));
            throw new CommandException(JobWatch.reason(cause), cause);
        }
    }

    /** How often the jobs were restarted. */
    public long restarts() {
        return (long) metrics.gauge("numRestarts");
    }

    /** Takes a checkpoint now, and waits for it; its address. */
    public String checkpoint(JobID job) {
        return done(cluster.triggerCheckpoint(job), "take a checkpoint", CHECKPOINT_SECONDS);
    }

    /** Ends a job without a last checkpoint. */
    public void cancel(JobID job) {
        done(cluster.cancelJob(job), "cancel the job");
        done(cluster.requestJobResult(job), "end the job");
    }

    @Override
    public void close() {
        done(cluster.closeAsync(), "end");
    }

    private boolean running(JobID job) {
        AccessExecutionGraph graph = done(cluster.getExecutionGraph(job), "tell the job's state");
        if (graph.getState() != JobStatus.RUNNING) {
            return false; // while it is initialised it has no vertices yet
        }
        for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
            if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    private static <T> T done(CompletableFuture<T> future, String verb) {
        return done(future, verb, PATIENCE_SECONDS);
    }

    private static <T> T done(CompletableFuture<T> future, String verb, int seconds) {
        try {
            return future.get(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("riffle was interrupted.", e);
        } catch (TimeoutException e) {
            String rule = "The embedded Flink must " + verb + " within " + seconds + " seconds.";
            throw new CommandException(rule + "\nMaybe the machine has too much else to do.", e);
        } catch (ExecutionException e) {
            throw new CommandException(JobWatch.reason(e), e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("riffle was interrupted.", e);
        }
    }
}
