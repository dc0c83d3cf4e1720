package io.riffle.cli.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.job.RecommendationJob;
import io.riffle.job.options.KafkaOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole path on a broker that asks for passwords on one listener and for certificates on
 * another, with the rights that {@code deploy/kafka/acls.csv} lists: no other one is asked for, and
 * none is there in vain. Nothing that is written or shown holds a secret.
 */
@Tag("security")
class SecuredITCase {

    @TempDir private static Path folder;
    private static SecuredBroker broker;
    private static CapturedLogs logs;

    @BeforeAll
    static void start() throws Exception {
        logs = new CapturedLogs();
        broker = new SecuredBroker(folder);
    }

    @AfterAll
    static void stop() {
        broker.close();
        logs.close();
    }

    @Test
    void theWholePathRunsWithTheListedRightsAndShowsNoSecret() throws Exception {
        RecordingAuthorizer.forget();
        Identities identities = broker.identities();
        String scram = broker.scram();
        String mutual = broker.mutual();
        SecuredJobs jobs = new SecuredJobs(broker, folder);
        Path operator = identities.provided("operator");
        Commands.run(
                0, "topics", "create", "--brokers", scram, "--client-config", operator.toString());
        Commands.run(
                0,
                "topics",
                "describe",
                "--brokers",
                scram,
                "--client-config",
                operator.toString());
        Map<String, String> states =
                jobs.run(
                        scram,
                        Map.of(
                                "recommend", identities.password("recommend"),
                                "train", identities.provided("train"),
                                "front-end", identities.password("front-end"),
                                "gateway", identities.password("gateway"),
                                "catalogue", identities.password("catalogue"),
                                "operator", operator),
                        Map.of());
        Commands.all(folder, scram, operator);
        // Restored: a restart is what looks for open transactions.
        jobs.run(
                mutual,
                Map.of(
                        "recommend", identities.certificate("recommend"),
                        "train", identities.certificate("train"),
                        "front-end", identities.certificate("front-end"),
                        "gateway", identities.certificate("gateway"),
                        "catalogue", identities.certificate("catalogue"),
                        "operator", identities.certificate("operator")),
                states);
        Commands.all(folder, mutual, identities.certificate("operator"));
        Commands.audit(scram, identities.password("auditor"));
        Commands.withdrawOthers(folder, mutual, identities.certificate("catalogue"));
        ListedRights.areThoseUsed();
        whoIsWrongIsToldAndHisSecretIsNot();
        assertThat(logs.text()).contains("ConsumerConfig values").doesNotContain(Identities.SECRET);
    }

    private static void whoIsWrongIsToldAndHisSecretIsNot() throws IOException {
        String scram = broker.scram();
        Path wrong =
                broker.identities().password("operator", Identities.SECRET + "-wrong", "wrong");
        String said =
                Commands.run(
                        1,
                        "-v",
                        "topics",
                        "describe",
                        "--brokers",
                        scram,
                        "--client-config",
                        wrong.toString());
        assertThat(said).contains("The account of --client-config must be one that the brokers");
        Configuration settings = new Configuration();
        settings.set(KafkaOptions.BROKERS, scram);
        settings.set(KafkaOptions.CLIENT_CONFIG, wrong.toString());
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        assertThatThrownBy(() -> RecommendationJob.onKafka(settings))
                .hasMessageContaining("The account of riffle.kafka.client-config must be one")
                .hasMessageNotContaining(Identities.SECRET);
    }
}
