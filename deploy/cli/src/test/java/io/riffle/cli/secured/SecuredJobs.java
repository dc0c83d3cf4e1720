package io.riffle.cli.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.RecommendationJob;
import io.riffle.job.TrainingJob;
import io.riffle.job.options.KafkaOptions;
import io.riffle.job.options.PublishOptions;
import io.riffle.job.options.StartOptions;
import io.riffle.job.options.TrainOptions;
import io.riffle.lab.EmbeddedFlink;
import io.riffle.lab.kafka.KafkaAccess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Both jobs between the topics of a {@link SecuredBroker}, from their start to a checkpoint. */
final class SecuredJobs {

    private final SecuredBroker broker;
    private final Path folder;
    private final Callers callers = new Callers();

    /** Checkpoints and the model store lie in the folder. */
    SecuredJobs(SecuredBroker broker, Path folder) {
        this.broker = broker;
        this.folder = folder;
    }

    /**
     * Runs both until each has answered, learned, announced and forgotten.
     *
     * @param brokers address of a listener
     * @param files by account, its client settings for this listener
     * @param states by job, the checkpoint to go on from; empty at the first run
     * @return by job, where its last checkpoint lies
     */
    Map<String, String> run(String brokers, Map<String, Path> files, Map<String, String> states)
            throws Exception {
        Configuration all = new Configuration();
        all.set(KafkaOptions.BROKERS, brokers);
        all.set(StartOptions.TEMPORARY_CHECKPOINTS, true);
        all.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
        all.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        all.set(TrainOptions.STORE, folder.resolve("store").toString());
        all.set(PublishOptions.SNAPSHOT_INTERVAL, Duration.ofSeconds(1));
        all.set(PublishOptions.DELTA_INTERVAL, Duration.ofSeconds(1));
        all.set(TrainOptions.CPU_SHARE, 1.0);
        Path work = Files.createDirectories(folder.resolve("flink-" + files.hashCode()));
        try (EmbeddedFlink flink = new EmbeddedFlink(work, 1, 2, all)) {
            JobID recommend = submit(flink, "recommend", files, states);
            JobID train = submit(flink, "train", files, states);
            KafkaAccess frontEnd = KafkaAccess.of(brokers, files.get("front-end"));
            List<String> announced = broker.updates();
            Callers.fillCatalogue(KafkaAccess.of(brokers, files.get("catalogue")));
            callers.send(frontEnd);
            try (KafkaConsumer<byte[], byte[]> answers = Callers.answers(frontEnd)) {
                // A click's, a request's, and why.
                Set<String> from = new HashSet<>();
                Patience.until(
                        () -> {
                            answers.poll(Duration.ofMillis(100)).forEach(r -> from.add(r.topic()));
                            return from.size() == 3;
                        });
            }
            GatewayVisit.to(KafkaAccess.of(brokers, files.get("gateway")));
            long known = announced.size();
            Patience.until(
                    () -> {
                        callers.send(frontEnd);
                        flink.failIfEnded(train);
                        return broker.updates().size() > known;
                    });
            // Of a slate that nobody was shown: looked for, and asked for.
            for (String whose : List.of("", "u1")) {
                List<String> why = new ArrayList<>(List.of("why", "r", "--brokers", brokers));
                why.addAll(List.of("--client-config", files.get("operator").toString()));
                why.addAll(whose.isEmpty() ? List.of() : List.of("--user", whose));
                Commands.run(1, why.toArray(String[]::new));
            }
            Commands.run(
                    0,
                    "forget",
                    "--user",
                    "u1",
                    "--brokers",
                    brokers,
                    "--client-config",
                    files.get("operator").toString());
            if (states.isEmpty()) {
                broker.spoil();
                // One of each topic; catalogue and requests to forget are read by both jobs.
                Patience.until(() -> broker.letters() >= 13);
            }
            FlinkPages.showNoSecret(flink, List.of(recommend, train));
            var unused = flink.checkpoint(recommend);
            var unusedToo = flink.checkpoint(train);
            flink.cancel(recommend);
            flink.cancel(train);
            return Map.of("recommend", newest(recommend), "train", newest(train));
        }
    }

    private static JobID submit(
            EmbeddedFlink flink, String job, Map<String, Path> files, Map<String, String> states)
            throws IOException {
        Configuration own = new Configuration(flink.configuration());
        own.set(KafkaOptions.CLIENT_CONFIG, files.get(job).toString());
        String state = states.get(job);
        if (state != null) {
            own.set(StateRecoveryOptions.SAVEPOINT_PATH, state);
        }
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(own);
        if (job.equals("train")) {
            TrainingJob.onKafka(own).define(environment.setParallelism(1));
        } else {
            RecommendationJob.onKafka(own).define(environment);
        }
        ByteArrayOutputStream plan = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(plan)) {
            out.writeObject(environment.getStreamGraph(false).getJobGraph());
        }
        assertThat(plan.toString(StandardCharsets.ISO_8859_1))
                .contains("riffle-client-config")
                .doesNotContain(Identities.SECRET);
        JobID id = flink.submit(environment);
        flink.awaitRunning(id, EmbeddedFlink.PATIENCE_SECONDS);
        return id;
    }

    private String newest(JobID job) throws IOException {
        try (Stream<Path> there = Files.list(folder.resolve("checkpoints/" + job))) {
            return there.filter(path -> Files.exists(path.resolve("_metadata")))
                    .max((a, b) -> a.toString().compareTo(b.toString()))
                    .orElseThrow()
                    .toUri()
                    .toString();
        }
    }
}
