package io.riffle.lab.checkpoints;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which folders of jobs nobody needs any more.
 *
 * <p>A job that goes on from a checkpoint writes under an id of its own, and what it went on from
 * stays. Kept are, of jobs with the same steps, those that were written last; whatever was written
 * lately, as every job that runs does; and whatever a checkpoint that is kept consists of.
 *
 * @param keep folders of each kind of job, 1 or more
 * @param age within which nothing goes
 */
public record CheckpointPruning(int keep, Duration age) {

    /** What would go. */
    public List<JobFolder> plan(JobFolders folders, Instant now) {
        List<JobFolder> kept = new ArrayList<>();
        List<JobFolder> left = new ArrayList<>();
        Map<Set<String>, Integer> newer = new HashMap<>();
        for (JobFolder job : folders.all()) { // those that were written last first
            boolean young = job.written().isAfter(now.minus(age));
            boolean wanted =
                    job.complete() && newer.merge(job.operators(), 1, Integer::sum) <= keep;
            (young || wanted ? kept : left).add(job);
        }
        for (int at = 0; at < kept.size(); at++) {
            JobFolder by = kept.get(at);
            List<JobFolder> needed =
                    left.stream().filter(other -> folders.refers(by, other)).toList();
            left.removeAll(needed);
            kept.addAll(needed);
        }
        return left;
    }

    /** Deletes what nobody needs, and says what that was. */
    public List<JobFolder> prune(JobFolders folders, Instant now) {
        List<JobFolder> gone = plan(folders, now);
        gone.forEach(folders::delete);
        return gone;
    }
}
