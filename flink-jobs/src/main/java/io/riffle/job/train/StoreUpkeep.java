package io.riffle.job.train;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.store.ModelStore;
import io.riffle.artifact.store.Retention;
import io.riffle.artifact.store.StorePruning;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes versions of the store that nothing needs any more, some after each completed checkpoint
 * that announced something.
 *
 * <p>What a checkpoint names is what was announced last before it. Nothing is deleted before so
 * many checkpoints of this attempt are complete that no earlier one is kept; a savepoint may name a
 * version that is gone, which the trainer does without.
 *
 * <p><b>State</b>: which versions the newest checkpoints name.
 */
final class StoreUpkeep {

    /** Checkpoints that may be kept: more than clusters are told to. */
    static final int RETAINED = 10;

    private static final Logger LOG = LoggerFactory.getLogger(StoreUpkeep.class);

    /** Deletions take the task thread's time: a backlog goes little by little. */
    private static final int MOST = 8;

    private final StorePruning pruning;
    private final Map<String, Long> announced = new HashMap<>();
    private final NavigableMap<Long, Map<String, Long>> pending = new TreeMap<>();
    private final Deque<Map<String, Long>> completed = new ArrayDeque<>();
    private boolean due = true;

    StoreUpkeep(ArtifactFiles files, String store, LongSupplier clock) {
        pruning = new ModelStore(files, store, clock).pruning(Retention.DEFAULT.atMost(MOST));
    }

    void announced(ModelUpdate update) {
        announced.put(update.model(), update.version());
        due = true;
    }

    /** A checkpoint is taken. */
    void snapshot(long checkpoint) {
        pending.put(checkpoint, Map.copyOf(announced));
    }

    /** A checkpoint is complete, and with it whatever came before. */
    void completed(long checkpoint) {
        Map<String, Long> named = pending.get(checkpoint);
        pending.headMap(checkpoint, true).clear();
        if (named == null) {
            return;
        }
        completed.add(named);
        if (completed.size() > RETAINED) {
            completed.remove();
        }
        if (due && completed.size() == RETAINED) {
            boolean backbones = prune(ModelUpdate.BACKBONE);
            boolean rerankers = prune(ModelUpdate.RERANKER);
            due = backbones || rerankers;
        }
    }

    /** Whether more may be left. A store that cannot be asked now is asked again. */
    private boolean prune(String model) {
        Set<Long> referenced = new TreeSet<>();
        for (Map<String, Long> named : completed) {
            referenced.add(named.getOrDefault(model, 0L));
        }
        for (Map<String, Long> named : pending.values()) {
            referenced.add(named.getOrDefault(model, 0L));
        }
        referenced.add(announced.getOrDefault(model, 0L));
        referenced.remove(0L);
        try {
            List<Long> gone = pruning.prune(model, referenced);
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
