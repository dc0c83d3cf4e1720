package io.riffle.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
}
