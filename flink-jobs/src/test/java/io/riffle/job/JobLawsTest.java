package io.riffle.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riffle.job.options.JobLaws;
import io.riffle.job.options.OptionsException;
import io.riffle.job.options.TrainOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps users' histories, and what Flink would have told by an exception of its own. */
class JobLawsTest {

    private static final String DIRECTORY = "execution.checkpointing.dir";
    private static final String RETENTION =
            "execution.checkpointing.externalized-checkpoint-retention";

    @Test
    void bothJobsTakeADurableConfiguration() {
        Configuration configuration = JobConfiguration.withDefaults(lawful());
        assertThatCode(() -> RecommendationJob.check(configuration)).doesNotThrowAnyException();
        configuration.set(TrainOptions.STORE, "/models");
        assertThatCode(() -> TrainingJob.check(configuration)).doesNotThrowAnyException();
    }

    @Test
    void aJobWithoutAPlaceForCheckpointsIsRefused() {
        Configuration configuration = lawful();
        configuration.removeKey(DIRECTORY);
        assertThat(problems(configuration))
                .singleElement()
                .asString()
                .startsWith("The value () of " + DIRECTORY + " must name a folder that lasts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE_ON_CANCELLATION", "NO_EXTERNALIZED_CHECKPOINTS"})
    void checkpointsThatACancelDeletesAreRefused(String retention) {
        assertThat(problems(lawful(), RETENTION, retention))
                .singleElement()
                .asString()
                .contains("(" + retention + ") of " + RETENTION)
                .contains("must be RETAIN_ON_CANCELLATION");
    }

    @Test
    void checkpointsInAJobManagersMemoryAreRefused() {
        assertThat(problems(lawful(), "execution.checkpointing.storage", "jobmanager"))
                .singleElement()
                .asString()
                .contains("must be filesystem");
    }

    @ParameterizedTest
    @CsvSource({
        "/tmp/x, true",
        "file:///tmp/x, true",
        "file:/dev/shm/x, true",
        "file:///run/riffle, true",
        "file:///var/../tmp/x, true",
        "file:///var/lib/riffle, false",
        "file:///tmpfiles, false",
        "file:///tmp/my points, true",
        "/tmp/50% full, true",
        "hdfs:///tmp/x, false",
        "s3://tmp/x, false"
    })
    void aFolderThatARebootEmptiesIsRecognised(String directory, boolean fleeting) {
        assertThat(JobLaws.fleeting(directory)).isEqualTo(fleeting);
    }

    @ParameterizedTest
    @CsvSource({
        "parallelism.default, 0, 'be 1 or more'",
        "parallelism.default, -3, 'be 1 or more'",
        "parallelism.default, many, 'be of its type'",
        "parallelism.default, 40000, 'be 32768 or less'",
        "pipeline.max-parallelism, 0, 'be 1 or more'",
        "taskmanager.numberOfTaskSlots, 0, 'be 1 or more'",
        "execution.checkpointing.interval, 0 s, 'be 1 ms or more'",
        "execution.checkpointing.interval, soon, 'be of its type'",
        "execution.checkpointing.num-retained, 0, 'be 1 or more'",
        "execution.checkpointing.externalized-checkpoint-retention, KEEP, 'be of its type'",
        "execution.buffer-timeout.interval, often, 'be of its type'",
        "taskmanager.memory.managed.size, much, 'be of its type'",
        "restart-strategy.exponential-delay.max-backoff, 1 parsec, 'be of its type'"
    })
    void flinksOptionsAreJudgedLikeOurs(String key, String value, String rule) {
        List<String> problems = problems(lawful(), key, value);
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("The value (" + value + ") of " + key + " must " + rule)
                .contains("Maybe ")
                .doesNotContain("Exception");
    }

    @Test
    void moreSubtasksThanKeyedStateHasPartsAreRefused() {
        Configuration configuration = JobConfiguration.withDefaults(lawful());
        assertThat(problems(configuration, "parallelism.default", "721"))
                .singleElement()
                .asString()
                .startsWith("The value (721) of parallelism.default must be at most")
                .contains("pipeline.max-parallelism (720)");
        configuration.setString("parallelism.default", "720");
        assertThatCode(() -> RecommendationJob.check(configuration)).doesNotThrowAnyException();
    }

    @Test
    void whatIsWrongWithAValueIsOneShortLine() {
        String value = "x\n".repeat(500);
        assertThat(problems(lawful(), "parallelism.default", value).get(0).lines().count())
                .isEqualTo(2);
    }

    private static Configuration lawful() {
        return Configuration.fromMap(
                new HashMap<>(
                        Map.of(
                                DIRECTORY,
                                "file:///var/lib/riffle/checkpoints",
                                "riffle.kafka.brokers",
                                "localhost:9092")));
    }

    private static List<String> problems(Configuration configuration, String key, String value) {
        configuration.setString(key, value);
        return problems(configuration);
    }

    private static List<String> problems(Configuration configuration) {
        OptionsException refused =
                catchThrowableOfType(
                        OptionsException.class, () -> RecommendationJob.check(configuration));
        return refused.problems();
    }
}
