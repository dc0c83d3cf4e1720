package io.riffle.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which state a job goes on from: what the cluster's script remembers and finds of it. */
class ClusterStatesTest {

    private static final String ID = "0a1b2c3d4e5f0a1b2c3d4e5f0a1b2c3d";

    /** What Flink's client answers about a job that runs. */
    private static final String LISTED =
            "echo '1.1.2026 : " + ID + " : riffle-recommend (RUNNING)'\n";

    @TempDir private Path folder;

    @Test
    void aSavepointThatTheClientDidNotWaitForIsTheLatestState() {
        ScriptedCluster cluster = new ScriptedCluster(folder);
        cluster.submits(ID);
        Path savepoint = folder.resolve("home/savepoints/savepoint-0a1b2c-77");
        cluster.write(
                "client",
                LISTED
                        + """
                        if [[ $1 == stop ]]; then
                            mkdir -p SAVEPOINT
                            touch SAVEPOINT/_metadata
                            echo 'org.apache.flink.util.FlinkException: Could not stop.'
                            echo 'Caused by: java.util.concurrent.TimeoutException'
                            exit 1
                        fi
                        """
                                .replace("SAVEPOINT", savepoint.toString()));

        assertThat(cluster.run("stop", "recommend")).isEqualTo(1);
        assertThat(cluster.err())
                .contains("client.timeout must be enough for cluster stop recommend")
                .doesNotContain("Exception");

        cluster.submits("1a1b2c3d4e5f0a1b2c3d4e5f0a1b2c3d", "--from", "latest");
        assertThat(cluster.err()).contains("from file:" + savepoint);
    }

    @Test
    void aStartThatLeftNothingGoesOnFromWhatItWasToGoOnFrom() {
        ScriptedCluster cluster = new ScriptedCluster(folder);
        cluster.submits("a1");
        cluster.write("home/checkpoints/a1/chk-7/_metadata", "");
        cluster.submits("b1", "--from", "latest");
        cluster.submits("c1", "--from", "latest");
        assertThat(cluster.err()).endsWith("from file:" + folder + "/home/checkpoints/a1/chk-7");

        cluster.write("home/checkpoints/c1/chk-1/_metadata", "");
        cluster.submits("d1", "--from", "latest");
        assertThat(cluster.err()).endsWith("/home/checkpoints/c1/chk-1");
    }

    @Test
    void aSavepointIsNotForgottenWhenTheNextReleaseDoesNotComeUp() {
        ScriptedCluster cluster = new ScriptedCluster(folder);
        cluster.with("RIFFLE_CLUSTER_OPTIONS", "-Dexecution.checkpointing.savepoint-dir=s3://a/b");
        cluster.submits(ID);
        cluster.write(
                "client", LISTED + "echo Savepoint completed. Path: s3://a/b/savepoint-0a1b2c-77");
        assertThat(cluster.run("stop", "recommend")).as(cluster.err()).isZero();

        for (String id : List.of("b1", "c1")) {
            cluster.submits(id, "--from", "latest");
            assertThat(cluster.err()).endsWith("from s3://a/b/savepoint-0a1b2c-77");
        }
    }

    @Test
    void onlyWhereThereIsNoStateAContainerStartsWithoutOne() {
        ScriptedCluster cluster = new ScriptedCluster(folder);
        for (String id : List.of("a1", "b1")) {
            cluster.submits(id, "--from", "latest-or-none");
            assertThat(cluster.err()).endsWith("recommend runs as " + id);
        }
        assertThat(cluster.run("submit", "recommend", "--from", "latest")).isEqualTo(1);
        assertThat(cluster.err()).contains("must have left a state", "Maybe");

        cluster.write("home/checkpoints/b1/chk-1/_metadata", "");
        cluster.submits("c1", "--from", "latest-or-none");
        assertThat(cluster.err()).endsWith("/home/checkpoints/b1/chk-1");
    }
}
