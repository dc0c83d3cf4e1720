package io.riffle.job.options;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What no setting may take from the jobs, checked before they are submitted: users' histories are
 * in checkpoints only, so checkpoints are written, somewhere that lasts, and survive a cancel.
 */
public final class JobLaws {

    private static final Logger LOG = LoggerFactory.getLogger(JobLaws.class);

    /** Emptied by a reboot, whatever the machine calls its temporary folder. */
    private static final List<Path> FLEETING =
            List.of(Path.of("/tmp"), Path.of("/dev/shm"), Path.of("/run"));

    private JobLaws() {}

    /** Notes what is broken. */
    static void check(OptionReader reader) {
        ExternalizedCheckpointRetention retention =
                reader.find(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION);
        reader.check(
                retention == null
                        || retention == ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION,
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                retention,
                "be RETAIN_ON_CANCELLATION: a cancel would delete every user's history",
                "leave it out");
        String storage = reader.find(CheckpointingOptions.CHECKPOINT_STORAGE);
        reader.check(
                storage == null || !storage.toLowerCase(Locale.ROOT).contains("jobmanager"),
                CheckpointingOptions.CHECKPOINT_STORAGE,
                storage,
                "be filesystem: a job manager's memory ends with it",
                "leave it out");
        String directory = reader.find(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
        reader.check(
                directory != null && !directory.isBlank(),
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory,
                "name a folder that lasts",
                "file:///var/lib/riffle/checkpoints, or an address that every machine reaches");
    }

    /** Says aloud, once a start, what is allowed and hardly meant. */
    public static void warn(Configuration configuration) {
        String directory = configuration.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
        if (directory != null
                && fleeting(directory)
                && !configuration.get(StartOptions.TEMPORARY_CHECKPOINTS)) {
            LOG.warn(
                    "The value ({}) of {} should lie outside the temporary folders: a reboot"
                            + " empties them, and every user's history with them.",
                    directory,
                    CheckpointingOptions.CHECKPOINTS_DIRECTORY.key());
        }
    }

    /** Whether a directory of checkpoints lies among a machine's temporary files. */
    public static boolean fleeting(String directory) {
        Path folder;
        try {
            var address = new org.apache.flink.core.fs.Path(directory);
            String scheme = address.toUri().getScheme();
            if (scheme != null && !scheme.equals("file")) {
                return false;
            }
            folder = Path.of(address.getPath());
        } catch (IllegalArgumentException e) {
            return false; // Flink says what is wrong with it
        }
        Path absolute = folder.toAbsolutePath().normalize();
        Path system = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        return absolute.startsWith(system.toAbsolutePath().normalize())
                || FLEETING.stream().anyMatch(absolute::startsWith);
    }
}
