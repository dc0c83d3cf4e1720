package io.riffle.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

    @Test
    void aPortThatAnotherProcessHasIsRefused() throws IOException {
        ScriptedCluster cluster = new ScriptedCluster(folder);
        try (ServerSocket stranger = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(stranger.getLocalPort());
            cluster.with("RIFFLE_CLUSTER_OPTIONS", "-Drest.port=" + port);
            for (List<String> verb :
                    List.of(
                            List.of("start-broker", port),
                            List.of("start-zookeeper", port),
                            List.of("start-gateway", "--port", port),
                            List.of("start-jobmanager"),
                            List.of("run-jobmanager"))) {
                assertThat(cluster.run(verb.toArray(String[]::new))).isEqualTo(1);
                assertThat(cluster.err()).contains("The port (" + port + ")", "Maybe");
                assertThat(cluster.words()).isEmpty();
            }
        }
    }

    @Test
    void theHomeMayHaveABlankAndBeRelative() {
        ScriptedCluster cluster = new ScriptedCluster(folder);
        cluster.with("RIFFLE_CLUSTER_HOME", "o'neil 50%/a cluster");
        cluster.with("RIFFLE_CLUSTER_CONF", "conf");
        Path home = folder.resolve("o'neil 50%/a cluster");
        String machine = ClusterProcesses.machine();

        assertThat(cluster.run("run-jobmanager")).as(cluster.err()).isZero();

        assertThat(cluster.words())
                .contains(
                        "-Dlog.file=" + home.resolve("log/" + machine + "/jobmanager.log"),
                        "-Dlog4j2.configurationFile="
                                + home.resolve("conf/" + machine + "/log4j2.xml"),
                        home.resolve("conf/" + machine).toString());
        cluster.submits("a1");
        cluster.write("o'neil 50%/a cluster/checkpoints/a1/chk-1/_metadata", "");
        cluster.submits("b1", "--from", "latest");
        assertThat(cluster.err()).endsWith("from file:" + home.resolve("checkpoints/a1/chk-1"));
    }

    @Test
    void whatOthersReadTooIsNotTakenBehindAVerb() {
        ScriptedCluster cluster = new ScriptedCluster(folder);
        for (String option : List.of("-Drest.port=8082", "-Djobmanager.rpc.port=6124")) {
            assertThat(cluster.run("start-jobmanager", option)).isEqualTo(1);
            assertThat(cluster.err()).contains(option, "RIFFLE_CLUSTER_OPTIONS=" + option);
            assertThat(cluster.words()).isEmpty();
        }
        // Of its own process a verb takes what it likes.
        assertThat(cluster.run("run-taskmanager", "-Djobmanager.rpc.address=other")).isZero();
        assertThat(cluster.words()).contains("-Djobmanager.rpc.address=other");
    }

    @Test
    void flagsBehindAVerbGoBeforeThoseOfTheConfiguration() {
        ScriptedCluster cluster = new ScriptedCluster(folder);
        cluster.write("conf/config.yaml", "env.java.opts.taskmanager: -Xmn1m");

        assertThat(cluster.run("run-taskmanager", "-Denv.java.opts.taskmanager=-Xmn2m -Xss1m"))
                .as(cluster.err())
                .isZero();

        assertThat(cluster.words()).contains("-Xmn2m", "-Xss1m").doesNotContain("-Xmn1m");
    }

    @Test
    void anotherMachinesFilesUnderTheSameHomeStay() {
        ScriptedCluster cluster = new ScriptedCluster(folder);
        Path killed = cluster.write("home/tmp/" + ClusterProcesses.machine() + "/states", "");
        Path theirs = cluster.write("home/tmp/elsewhere/states", "");
        cluster.write("home/run/elsewhere/taskmanager-1.pid", "4194305");

        assertThat(cluster.run("run-taskmanager")).as(cluster.err()).isZero();

        assertThat(theirs).exists();
        assertThat(killed).doesNotExist();
        assertThat(cluster.words()).contains("-Driffle.process=taskmanager-1");
        assertThat(cluster.run("status")).isZero();
        assertThat(cluster.out()).contains("taskmanager-1    is of the machine elsewhere");
    }

    @Test
    void twoThatStartAtOnceTakeTwoNumbers() {
        ScriptedCluster cluster = new ScriptedCluster(folder);
        // The other one comes while the first has no process yet.
        cluster.write("question", ": >\"$FAKE/question\"; bash \"$SCRIPT\" run-taskmanager >&2");

        assertThat(cluster.run("run-taskmanager")).as(cluster.err()).isZero();

        assertThat(cluster.words()).contains("-Driffle.process=taskmanager-1");
        assertThat(cluster.own("run").resolve("taskmanager-2.pid")).exists();
        // A unit of systemd has a number of its own.
        assertThat(cluster.run("run-taskmanager", "7")).as(cluster.err()).isZero();
        assertThat(cluster.words()).contains("-Driffle.process=taskmanager-7");
    }

    @Test
    void whatSystemdWouldStartAgainIsNotShutDown() {
        try (ScriptedCluster cluster = new ScriptedCluster(folder)) {
            Path log = cluster.own("log").resolve("taskmanager-1.log");
            cluster.write(
                    "process",
                    "echo Successful registration at resource manager >'"
                            + log
                            + "'\n"
                            + "while [[ -e $FAKE/up ]]; do sleep 0.1; done");
            cluster.write("up", "");
            cluster.with("RIFFLE_UNIT", "riffle-taskmanager@1.service");
            assertThat(cluster.run("start-taskmanager")).as(cluster.err()).isZero();

            assertThat(cluster.run("shutdown")).isEqualTo(1);
            assertThat(cluster.err())
                    .contains(
                            "must be ended by systemd",
                            "systemctl stop riffle-taskmanager@1.service.");
            assertThat(cluster.run("status")).isZero();
            assertThat(cluster.out()).contains("taskmanager-1    runs as");

            assertThat(folder.resolve("up").toFile().delete()).isTrue();
        }
    }
}
