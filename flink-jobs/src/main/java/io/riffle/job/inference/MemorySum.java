package io.riffle.job.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The memory that the recommend step takes in one process, added up before it is taken.
 *
 * <p><b>Units:</b> bytes.
 *
 * @param users heap of decoded users, per subtask
 * @param cache value cache outside the heap, per subtask
 * @param model heap of the largest model; on the device as much again, per subtask, and once more
 *     for explanations
 */
public record MemorySum(long users, long cache, long model) {

    /** The one in use, the one before it and the one that is loaded are on the heap together. */
    private static final int MODELS_ON_HEAP = 3;

    /** Weights and scaled item rows, of the one in use and of the one that follows. */
    private static final int MODELS_OUTSIDE = 4;

    /** Weights and scaled item rows of the one that explanations ask, once a process. */
    private static final int MODELS_EXPLAINING = 2;

    private static final long MEBI = 1L << 20;

    /** Heap that so many subtasks of one process take. */
    public long heap(int subtasks) {
        return subtasks * users + MODELS_ON_HEAP * model;
    }

    /** Memory outside the heap that so many subtasks of one process take. */
    public long outside(int subtasks) {
        return subtasks * (cache + MODELS_OUTSIDE * model) + MODELS_EXPLAINING * model;
    }

    /**
     * As many subtasks as there is room for in one process, at least one.
     *
     * @param cores most subtasks
     * @param heap that there is
     * @param outside memory outside the heap that there is
     */
    public int subtasks(int cores, long heap, long outside) {
        int subtasks = Math.max(1, cores);
        while (subtasks > 1 && (heap(subtasks) > heap || outside(subtasks) > outside)) {
            subtasks--;
        }
        return subtasks;
    }

    /**
     * What does not fit; empty when all does.
     *
     * @param heap that there is
     * @param outside memory outside the heap that there is
     */
    public List<String> problems(int subtasks, long heap, long outside) {
        List<String> problems = new ArrayList<>();
        if (heap(subtasks) > heap) {
            problems.add(
                    String.format(
                            Locale.ROOT,
                            "The heap (%d MiB) of a process with %d subtasks must hold %d MiB: %d"
                                + " MiB of users for each, and %d times a model of %d MiB.%nMaybe"
                                + " lower riffle.history.cached-memory or the slots of a task"
                                + " manager, or raise taskmanager.memory.task.heap.size.",
                            heap / MEBI,
                            subtasks,
                            heap(subtasks) / MEBI,
                            users / MEBI,
                            MODELS_ON_HEAP,
                            model / MEBI));
        }
        if (outside(subtasks) > outside) {
            problems.add(
                    String.format(
                            Locale.ROOT,
                            "The memory outside the heap (%d MiB) of a process with %d subtasks"
                                    + " must hold %d MiB: for each %d MiB of cached values, and %d"
                                    + " times a model of %d MiB, and %d more to explain"
                                    + " with.%nMaybe lower riffle.cache.size, or raise"
                                    + " taskmanager.memory.task.off-heap.size.",
                            outside / MEBI,
                            subtasks,
                            outside(subtasks) / MEBI,
                            cache / MEBI,
                            MODELS_OUTSIDE,
                            model / MEBI,
                            MODELS_EXPLAINING));
        }
        return problems;
    }
}
