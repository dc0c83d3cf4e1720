package io.riffle.lab.checkpoints;

import io.riffle.job.RestoredState;
import io.riffle.lab.console.CommandException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folders of jobs under one folder of checkpoints, in Flink's layout: {@code
 * <job>/chk-<number>} beside {@code <job>/shared} and {@code <job>/taskowned}.
 *
 * <p><b>Errors</b>: {@link CommandException} where the files refuse.
 *
 * @param root address; any file system that Flink knows
 */
public record JobFolders(String root) {

    /** Checkpoints of jobs lie right under it, those of {@code riffle run} a folder deeper. */
    private static final int DEPTH = 3;

    /** Metadata above it are not looked through. */
    private static final long MOST_METADATA = 64L << 20;

    private static final String CHECKPOINT = "chk-";

    /** All of them, those that were written last first. */
    public List<JobFolder> all() {
        List<JobFolder> found = new ArrayList<>();
        try {
            Path path = address();
            FileSystem files = path.getFileSystem();
            if (!files.exists(path) || !files.getFileStatus(path).isDir()) {
                throw wrong("be one that exists", null);
            }
            collect(files, files.getFileStatus(path), DEPTH, found);
        } catch (IOException e) {
            throw refused("be readable", e);
        }
        found.sort(Comparator.comparing(JobFolder::written).reversed());
        return found;
    }

    /**
     * Whether a checkpoint of a job consists of files of another one, as far as can be told: a path
     * stands in its metadata as text.
     */
    boolean refers(JobFolder job, JobFolder other) {
        byte[] name = other.name().getBytes(StandardCharsets.UTF_8);
        try {
            for (String metadata : job.metadata()) {
                Path file = new Path(metadata);
                long length = file.getFileSystem().getFileStatus(file).getLen();
                if (length > MOST_METADATA || contains(read(file, (int) length), name)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // It may be: a job deletes its own checkpoints meanwhile.
            return true;
        }
    }

    /** Deletes a folder; what is left when it stops midway is no checkpoint any more. */
    void delete(JobFolder job) {
        try {
            FileSystem files = new Path(job.address()).getFileSystem();
            for (String metadata : job.metadata()) {
                files.delete(new Path(metadata), false);
            }
            files.delete(new Path(job.address()), true);
        } catch (IOException e) {
            throw refused("be writable", e);
        }
    }

    private static void collect(
            FileSystem files, FileStatus folder, int depth, List<JobFolder> found)
            throws IOException {
        List<FileStatus> children = folders(files, folder.getPath());
        Set<String> names =
                Set.copyOf(children.stream().map(child -> child.getPath().getName()).toList());
        List<FileStatus> checkpoints =
                children.stream()
                        .filter(child -> child.getPath().getName().startsWith(CHECKPOINT))
                        .toList();
        if (!checkpoints.isEmpty() || names.containsAll(Set.of("shared", "taskowned"))) {
            found.add(job(files, folder, checkpoints));
        } else if (depth > 0) {
            for (FileStatus child : children) {
                collect(files, child, depth - 1, found);
            }
        }
    }

    private static JobFolder job(FileSystem files, FileStatus folder, List<FileStatus> checkpoints)
            throws IOException {
        List<FileStatus> metadata = new ArrayList<>();
        long written = folder.getModificationTime();
        for (FileStatus checkpoint : checkpoints) {
            written = Math.max(written, checkpoint.getModificationTime());
            Path file = new Path(checkpoint.getPath(), RestoredState.METADATA);
            if (files.exists(file)) {
                metadata.add(files.getFileStatus(file));
            }
        }
        metadata.sort(Comparator.comparingLong(FileStatus::getModificationTime).reversed());
        Set<String> operators = Set.of();
        for (FileStatus file : metadata) {
            written = Math.max(written, file.getModificationTime());
            operators =
                    operators.isEmpty()
                            ? RestoredState.operators(file.getPath().getParent().toString())
                            : operators;
        }
        return new JobFolder(
                folder.getPath().toString(),
                folder.getPath().getName(),
                Instant.ofEpochMilli(written),
                operators,
                metadata.stream().map(file -> file.getPath().toString()).toList());
    }

    private static List<FileStatus> folders(FileSystem files, Path path) throws IOException {
        FileStatus[] children = files.listStatus(path);
        return children == null
                ? List.of()
                : Arrays.stream(children).filter(FileStatus::isDir).toList();
    }

    private static byte[] read(Path file, int length) throws IOException {
        try (FSDataInputStream in = file.getFileSystem().open(file)) {
            return in.readNBytes(length);
        }
    }

    private static boolean contains(byte[] text, byte[] part) {
        for (int from = 0; from <= text.length - part.length; from++) {
            if (Arrays.equals(text, from, from + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    private Path address() {
        try {
            return new Path(root);
        } catch (IllegalArgumentException e) {
            throw wrong("be a path or an address", e);
        }
    }

    private CommandException wrong(String rule, @Nullable Exception cause) {
        return new CommandException(
                String.format(
                        Locale.ROOT,
                        "The folder (%s) of the checkpoints must %s.%nMaybe it is"
                                + " execution.checkpointing.dir of the jobs.",
                        root,
                        rule),
                cause);
    }

    private CommandException refused(String rule, IOException e) {
        return new CommandException(
                String.format(
                        Locale.ROOT,
                        "The folder (%s) of the checkpoints must %s: %s.",
                        root,
                        rule,
                        e.getMessage()),
                e);
    }
}
