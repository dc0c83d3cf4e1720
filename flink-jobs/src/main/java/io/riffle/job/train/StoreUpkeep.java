package io.riffle.job.train;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.store.ModelStore;
import io.riffle.artifact.store.Retention;
import io.riffle.artifact.store.StorePruning;
import io.riffle.job.settings.TrainSettings.Upkeep;
import io.riffle.schema.ModelUpdate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes versions of the store that nothing needs any more, some after each completed checkpoint
 * that announced something.
 *
 * <p>What a checkpoint names is what was announced last before it, and what the trainer's state in
 * it names: the best of late, too, which others are compared with for a day. Nothing is deleted
 * before so many checkpoints of this attempt are complete that no earlier one is kept; a savepoint
 * may name a version that is gone, which the trainer does without.
 *
 * <p><b>State</b>: which versions the newest checkpoints name.
 */
final class StoreUpkeep {

    private static final Logger LOG = LoggerFactory.getLogger(StoreUpkeep.class);

    /** Deletions take the task thread's time: a backlog goes little by little. */
    private static final int MOST = 8;

    private final @Nullable StorePruning pruning;
    private final int retained;
    private final Map<String, Long> announced = new HashMap<>();
    private final NavigableMap<Long, Map<String, Set<Long>>> pending = new TreeMap<>();
    private final Deque<Map<String, Set<Long>>> completed = new ArrayDeque<>();
    private boolean due = true;

    StoreUpkeep(ArtifactFiles files, String store, Upkeep keeps, LongSupplier clock) {
        pruning =
                keeps.versions() == 0
                        ? null
                        : new ModelStore(files, store, clock)
                                .pruning(Retention.DEFAULT.keeping(keeps.versions()).atMost(MOST));
        retained = keeps.checkpoints();
    }

    void announced(ModelUpdate update) {
        announced.put(update.model(), update.version());
        due = true;
    }

    /**
     * A checkpoint is taken.
     *
     * @param named versions that the trainer's state in it names, by model
     */
    void snapshot(long checkpoint, Map<String, Set<Long>> named) {
        Map<String, Set<Long>> all = new HashMap<>();
        named.forEach((model, versions) -> all.put(model, new TreeSet<>(versions)));
        announced.forEach(
                (model, version) ->
                        all.computeIfAbsent(model, any -> new TreeSet<>()).add(version));
        pending.put(checkpoint, all);
    }

    /** A checkpoint is complete, and with it whatever came before. */
    void completed(long checkpoint) {
        Map<String, Set<Long>> named = pending.get(checkpoint);
        pending.headMap(checkpoint, true).clear();
        if (named == null) {
            return;
        }
        completed.add(named);
        if (completed.size() > retained) {
            completed.remove();
        }
        if (pruning != null && due && completed.size() == retained) {
            boolean backbones = prune(pruning, ModelUpdate.BACKBONE);
            boolean rerankers = prune(pruning, ModelUpdate.RERANKER);
            due = backbones || rerankers;
        }
    }

    /** Whether more may be left. A store that cannot be asked now is asked again. */
    private boolean prune(StorePruning versions, String model) {
        Set<Long> referenced = new TreeSet<>();
        for (Map<String, Set<Long>> named : completed) {
            referenced.addAll(named.getOrDefault(model, Set.of()));
        }
        for (Map<String, Set<Long>> named : pending.values()) {
            referenced.addAll(named.getOrDefault(model, Set.of()));
        }
        referenced.add(announced.getOrDefault(model, 0L));
        referenced.remove(0L);
        try {
            List<Long> gone = versions.prune(model, referenced);
            if (!gone.isEmpty()) {
                LOG.debug("Deleted {} versions {}", model, gone);
            }
            return gone.size() == MOST;
        } catch (ModelException e) {
            LOG.warn("Versions of the {} stay longer than they need to", model, e);
            return true;
        }
    }
}
