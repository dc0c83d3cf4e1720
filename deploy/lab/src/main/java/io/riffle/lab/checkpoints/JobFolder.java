package io.riffle.lab.checkpoints;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What one job left under a folder of checkpoints.
 *
 * @param address of its folder
 * @param name of its folder: the job's id, or what a run is called
 * @param written when its newest file of a checkpoint was; of one without any, its folder
 * @param operators of its newest complete checkpoint: the same for jobs that go on from each other;
 *     empty when it has none
 * @param metadata addresses of the files that say what its checkpoints consist of
 */
public record JobFolder(
        String address,
        String name,
        Instant written,
        Set<String> operators,
        List<String> metadata) {

    /** Copies the collections. */
    public JobFolder {
        operators = Set.copyOf(operators);
        metadata = List.copyOf(metadata);
    }

    /** Whether a job can go on from here. */
    public boolean complete() {
        return !operators.isEmpty();
    }
}
