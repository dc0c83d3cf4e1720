package io.riffle.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.riffle.job.io.GroupStart;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.StateRecoveryOptions;

/** Under which circumstances a job may start. */
public final class StartOptions {

    public static final ConfigOption<Boolean> FRESH =
            key("riffle.start.fresh")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether a job may begin without a state although its group has read"
                                    + " before: every user's history is forgotten then.");

    public static final ConfigOption<Boolean> TAKE_OVER =
            key("riffle.start.take-over")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether a job may start although another one of its group runs: that"
                                    + " one's open transactions are aborted.");

    public static final ConfigOption<Boolean> TEMPORARY_CHECKPOINTS =
            key("riffle.checkpoints.temporary")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether checkpoints may lie in a folder that a reboot empties without"
                                    + " a warning, as those of the demo do.");

    /** Every option, in the order of the documentation. */
    public static final List<ConfigOption<?>> ALL =
            List.of(FRESH, TAKE_OVER, TEMPORARY_CHECKPOINTS);

    private StartOptions() {}

    /** Reads how the job starts, and notes the laws of both jobs that the configuration breaks. */
    public static GroupStart read(OptionReader reader) {
        FlinkOptions.check(reader);
        JobLaws.check(reader);
        reader.get(TEMPORARY_CHECKPOINTS);
        return new GroupStart(
                reader.find(StateRecoveryOptions.SAVEPOINT_PATH) != null || recovers(reader),
                reader.get(FRESH),
                reader.get(TAKE_OVER));
    }

    /**
     * Whether the program runs inside a job manager that finds its newest checkpoint by itself: it
     * is called again after each of its failures.
     */
    private static boolean recovers(OptionReader reader) {
        String mode = reader.find(HighAvailabilityOptions.HA_MODE);
        return "embedded".equals(reader.find(DeploymentOptions.TARGET))
                && mode != null
                && !mode.equalsIgnoreCase("NONE");
    }
}
