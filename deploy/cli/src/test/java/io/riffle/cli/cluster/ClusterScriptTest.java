package io.riffle.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the cluster's script makes of its surroundings: what it starts, with which words. */
class ClusterScriptTest {

    @TempDir private Path folder;

    @Test
    void flagsReachAPodHoweverItsConfigurationIsNested() {
        ScriptedCluster cluster = new ScriptedCluster(folder);
        Configuration options =
                Configuration.fromMap(
                        Map.of(
                                "env.java.opts.all",
                                "--add-opens=java.base/java.util=ALL-UNNAMED -Dai.djl.offline=true",
                                "env.java.opts.taskmanager",
                                "-Xmn128m --add-modules=jdk.incubator.vector",
                                "taskmanager.memory.process.size",
                                "4g",
                                "taskmanager.cpu.cores",
                                "2"));
        // As Flink and its operator mount it.
        List<String> nested = ConfigurationUtils.convertConfigToWritableLines(options, false);
        assertThat(nested).contains("env:");
        cluster.write("mounted/config.yaml", String.join("\n", nested));
        cluster.with("FLINK_CONF_DIR", folder.resolve("mounted").toString());
        cluster.with("FLINK_LOG_DIR", folder.resolve("log").toString());
        cluster.with("FAKE_FLINK", "real");

        assertThat(cluster.run("kubernetes-taskmanager", "-Dtaskmanager.host=pod"))
                .as(cluster.err())
                .isZero();

        assertThat(cluster.words())
                .contains(
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "-Dai.djl.offline=true",
                        "-Xmn128m",
                        "--add-modules=jdk.incubator.vector",
                        "-XX:MaxMetaspaceSize=268435456",
                        "-Dtaskmanager.host=pod");
    }
}
