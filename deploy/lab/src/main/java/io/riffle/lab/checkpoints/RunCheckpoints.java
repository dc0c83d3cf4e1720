package io.riffle.lab.checkpoints;

import io.riffle.job.RestoredState;
import io.riffle.lab.console.CommandException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints that runs of one job have left: of one kind of job, one consumer group, one Kafka
 * cluster. Flink keeps them as {@code <run>/chk-<number>/_metadata}.
 *
 * @param folder address of the folder of all runs
 */
public record RunCheckpoints(String folder) {

    /**
     * One of them.
     *
     * @param address that Flink restores from
     */
    public record Newest(String address, Instant time) {}

    /**
     * Those of a job.
     *
     * @param root of all jobs' checkpoints
     */
    public static RunCheckpoints of(String root, String job, String group, String cluster) {
        String name = (job + "-" + group + "-" + cluster).replaceAll("[^A-Za-z0-9._-]", "_");
        return new RunCheckpoints(new Path(new Path(root), name).toString());
    }

    /** Makes the folder, so that one that cannot be made is told at once. */
    public void prepare() {
        Path path = new Path(folder);
        try {
            FileSystem files = path.getFileSystem();
            Path probe = new Path(path, ".writable");
            if (files.mkdirs(path)) {
                files.create(probe, FileSystem.WriteMode.OVERWRITE).close();
                files.delete(probe, false);
                return;
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
        throw unwritable(null);
    }

    /** The complete one that was written last; null when there is none. */
    public @Nullable Newest newest() {
        List<FileStatus> found = new ArrayList<>();
        try {
            for (FileStatus run : children(new Path(folder))) {
                for (FileStatus checkpoint : children(run.getPath())) {
                    if (checkpoint.getPath().getName().startsWith("chk-")) {
                        children(checkpoint.getPath()).stream()
                                .filter(RunCheckpoints::isMetadata)
                                .forEach(found::add);
                    }
                }
            }
        } catch (IOException e) {
            throw new CommandException(
                    String.format(
                            Locale.ROOT,
                            "The folder (%s) of the checkpoints must be readable: %s.",
                            folder,
                            e.getMessage()),
                    e);
        }
        found.sort(
                Comparator.comparingLong(FileStatus::getModificationTime)
                        .thenComparingLong(RunCheckpoints::number)
                        .reversed());
        for (FileStatus metadata : found) {
            String address = metadata.getPath().getParent().toString();
            if (RestoredState.complete(address)) {
                return new Newest(address, Instant.ofEpochMilli(metadata.getModificationTime()));
            }
        }
        return null;
    }

    private static boolean isMetadata(FileStatus file) {
        return file.getPath().getName().equals(RestoredState.METADATA);
    }

    private static long number(FileStatus metadata) {
        String name = metadata.getPath().getParent().getName();
        try {
            return Long.parseLong(name.substring(name.indexOf('-') + 1));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static List<FileStatus> children(Path path) throws IOException {
        FileSystem files = path.getFileSystem();
        if (!files.exists(path) || !files.getFileStatus(path).isDir()) {
            return List.of();
        }
        FileStatus[] children = files.listStatus(path);
        return children == null ? List.of() : List.of(children);
    }

    private CommandException unwritable(@Nullable IOException cause) {
        return new CommandException(
                String.format(
                        Locale.ROOT,
                        "The folder (%s) of the checkpoints must be writable.%nMaybe name another"
                                + " one in --config: execution.checkpointing.dir.",
                        folder),
                cause);
    }
}
