package io.riffle.job;

import io.riffle.job.options.OptionReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.jspecify.annotations.Nullable;

/** What can be told of a checkpoint or savepoint before a job is restored from it. */
public final class RestoredState {

    /** The file of a checkpoint's folder that is written last. */
    public static final String METADATA = "_metadata";

    private RestoredState() {}

    /** Whether everything about the state was written and can be read. */
    public static boolean complete(String address) {
        return metadata(address) != null;
    }

    /**
     * The steps that have a part in a state, by their ids in hexadecimal: the same for every job of
     * one kind and release. Empty when the state cannot be read.
     */
    public static Set<String> operators(String address) {
        CheckpointMetadata state = metadata(address);
        return state == null
                ? Set.of()
                : state.getOperatorStates().stream()
                        .map(operator -> operator.getOperatorID().toHexString())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The max parallelism of the state that the configuration names; none when it names none, or
     * one that cannot be read, of which Flink tells when it tries.
     */
    static OptionalInt maxParallelism(Configuration configuration) {
        return maxParallelism(configuration.get(StateRecoveryOptions.SAVEPOINT_PATH));
    }

    /** Notes a max parallelism under which the state that is named could not be read. */
    static void check(OptionReader reader) {
        OptionalInt state = maxParallelism(reader.find(StateRecoveryOptions.SAVEPOINT_PATH));
        Integer asked = reader.find(PipelineOptions.MAX_PARALLELISM);
        reader.check(
                asked == null || state.isEmpty() || asked == state.getAsInt(),
                PipelineOptions.MAX_PARALLELISM,
                asked,
                "be that of the restored state (" + state.orElse(0) + ")",
                "leave it out");
    }

    private static OptionalInt maxParallelism(@Nullable String address) {
        CheckpointMetadata state = address == null ? null : metadata(address);
        // The train step is bound to one subtask; every other step has the job's.
        return state == null
                ? OptionalInt.empty()
                : state.getOperatorStates().stream()
                        .mapToInt(OperatorState::getMaxParallelism)
                        .max();
    }

    private static @Nullable CheckpointMetadata metadata(String address) {
        try {
            Path path = new Path(address);
            FileStatus status = path.getFileSystem().getFileStatus(path);
            Path file = status.isDir() ? new Path(path, METADATA) : path;
            try (DataInputStream in = new DataInputStream(file.getFileSystem().open(file))) {
                return Checkpoints.loadCheckpointMetadata(
                        in, RestoredState.class.getClassLoader(), address);
            }
        } catch (IOException | RuntimeException e) {
            return null; // whatever a damaged file makes of the reader
        }
    }
}
