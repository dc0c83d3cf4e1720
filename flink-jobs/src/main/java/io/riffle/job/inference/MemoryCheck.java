package io.riffle.job.inference;

import io.riffle.job.settings.RecommendSettings;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.execution.Environment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the memory of a task manager is enough for its share of the recommend step. */
public final class MemoryCheck {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryCheck.class);

    private MemoryCheck() {}

    /**
     * Adds up what the subtasks of this process will take.
     *
     * @param serving what serves at the start; null = nothing yet
     * @param restarted what runs already goes on, and the log says what may go wrong
     * @throws IllegalStateException with what does not fit, in whole sentences
     */
    public static void atStart(
            RecommendSettings settings,
            Environment environment,
            @Nullable Inference serving,
            boolean restarted) {
        Configuration taskManager = environment.getTaskManagerInfo().getConfiguration();
        int subtasks =
                Math.min(
                        taskManager.get(TaskManagerOptions.NUM_TASK_SLOTS),
                        environment.getTaskInfo().getNumberOfParallelSubtasks());
        List<String> problems =
                sum(settings, serving == null ? 0 : serving.heapBytes())
                        .problems(subtasks, Runtime.getRuntime().maxMemory(), outside(taskManager));
        if (!problems.isEmpty() && !restarted) {
            throw new IllegalStateException(String.join(System.lineSeparator(), problems));
        }
        problems.forEach(LOG::warn);
    }

    /**
     * What one subtask takes, and what all of a process share.
     *
     * @param model heap bytes of the models; 0 = not known yet
     */
    public static MemorySum sum(RecommendSettings settings, long model) {
        return new MemorySum(settings.users().cachedBytes(), settings.models().cacheBytes(), model);
    }

    /** What Flink leaves for us outside the heap; unbounded where it was not told. */
    private static long outside(Configuration taskManager) {
        return taskManager
                .getOptional(TaskManagerOptions.TASK_OFF_HEAP_MEMORY)
                .map(MemorySize::getBytes)
                .orElse(Long.MAX_VALUE);
    }
}
