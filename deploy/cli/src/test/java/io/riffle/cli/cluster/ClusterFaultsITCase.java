package io.riffle.cli.cluster;

import static io.riffle.cli.cluster.ClusterProcesses.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that may die dies, while clicks go on; then the topics alone must tell that each click
 * was answered once and each sample is there once.
 */
@Tag("cluster")
class ClusterFaultsITCase {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterFaultsITCase.class);
    private static final Duration OUTAGE = Duration.ofSeconds(60);

    @TempDir private Path home;

    @Test
    void nothingIsLostOrDoubledWhateverDies() {
        try (ClusterProcesses cluster = new ClusterProcesses(home)) {
            start(cluster);
            int sent;
            try (Feeder feeder = new Feeder(cluster.brokers())) {
                answered("the first clicks", feeder);
                taskManagerDies(cluster, feeder);
                jobManagerDies(cluster, feeder);
                brokerIsGone(cluster, feeder);
                rescaled(cluster, feeder, 4);
                rescaled(cluster, feeder, 1);
                feeder.end();
                sent = feeder.valid();
                until("all clicks are answered", () -> feeder.caughtUp(feeder.valid()));
                LOG.info("{} records, {} repeats", feeder.sent(), feeder.repeats());
            }
            String report =
                    cluster.riffle(
                            "audit", "--brokers", cluster.brokers(), "--pause", "8", "--json");
            LOG.info("{}", report);
            assertThat(report)
                    .contains("\"passed\":true", String.format(Locale.ROOT, "\"clicks\":%d,", sent))
                    .doesNotContain("\"broken\":0", "\"samples\":0", "\"histories\":0");
        }
    }

    @Test
    void aFullDiskOfCheckpointsCostsCheckpointsAndNothingElse() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(home.resolve("checkpoints"));
                ClusterProcesses cluster = new ClusterProcesses(home)) {
            start(cluster);
            try (Feeder feeder = new Feeder(cluster.brokers())) {
                answered("the first clicks", feeder);
                long restarts = cluster.metric("numRestarts");
                long failed = cluster.metric("numberOfFailedCheckpoints");
                long repeats = feeder.repeats();
                int before = feeder.valid();
                lasts(OUTAGE, disk::fill);
                answered("the disk was full", feeder);
                int clicks = feeder.valid() - before;
                disk.free();
                long complete = cluster.metric("numberOfCompletedCheckpoints");
                until(
                        "a checkpoint is complete again",
                        () -> cluster.metric("numberOfCompletedCheckpoints") > complete);
                answered("there is room again", feeder);
                assertThat(cluster.metric("numberOfFailedCheckpoints")).isGreaterThan(failed);
                assertThat(cluster.metric("numRestarts")).isEqualTo(restarts);
                assertThat(feeder.repeats() - repeats).isLessThanOrEqualTo(clicks / 100);
            }
        }
    }

    private static void start(ClusterProcesses cluster) {
        cluster.startBroker();
        cluster.riffle("topics", "create", "--brokers", cluster.brokers());
        cluster.startZooKeeper();
        cluster.cluster("start-jobmanager");
        cluster.cluster("start-taskmanager");
        cluster.cluster("start-taskmanager");
        cluster.cluster("submit", "train");
        cluster.cluster("submit", "recommend", "--parallelism", "2");
    }

    private static void taskManagerDies(ClusterProcesses cluster, Feeder feeder) {
        cluster.kill("taskmanager-1");
        cluster.cluster("start-taskmanager");
        answered("a task manager died", feeder);
    }

    private static void jobManagerDies(ClusterProcesses cluster, Feeder feeder) {
        cluster.kill("jobmanager");
        cluster.cluster("start-jobmanager");
        answered("the job manager died", feeder);
    }

    private static void brokerIsGone(ClusterProcesses cluster, Feeder feeder) {
        long before = cluster.metric("numRestarts");
        cluster.kill("broker");
        lasts(OUTAGE, () -> {});
        cluster.startBroker();
        answered("the broker was gone", feeder);
        assertThat(cluster.metric("numRestarts")).isEqualTo(before);
    }

    /** Meanwhile something is kept as it is. */
    private static void lasts(Duration outage, Runnable kept) {
        long end = System.nanoTime() + outage.toNanos();
        until(
                "the outage is over",
                () -> {
                    kept.run();
                    return System.nanoTime() > end;
                });
    }

    private static void rescaled(ClusterProcesses cluster, Feeder feeder, int parallelism) {
        String savepoint = cluster.cluster("stop", "recommend");
        cluster.cluster(
                "submit",
                "recommend",
                "--from",
                savepoint,
                "--parallelism",
                Integer.toString(parallelism));
        answered("it goes on at " + parallelism, feeder);
    }

    /** What was sent up to now is answered, however long that takes; the log says how long. */
    private static void answered(String after, Feeder feeder) {
        long start = System.nanoTime();
        int clicks = feeder.valid() + 1;
        until(after, () -> feeder.caughtUp(clicks));
        LOG.info(
                "{}: {} clicks answered after {} ms, {} repeats so far",
                after,
                clicks,
                Duration.ofNanos(System.nanoTime() - start).toMillis(),
                feeder.repeats());
    }
}
