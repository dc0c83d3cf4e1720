package io.riffle.training.publish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.NormDrift;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.Vocabulary;
import io.riffle.artifact.store.ModelStore;
import io.riffle.artifact.store.StagedVersion;
import io.riffle.model.tables.SourceTables;
import io.riffle.schema.ModelUpdate;
import io.riffle.training.judge.GateLimits;
import io.riffle.training.judge.Judge;
import io.riffle.training.publish.Publication.Gate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes a model into the store, reads it back, holds it against the gates, and makes the
 * announcement. What a gate refuses is never announced; refused before it was written wherever the
 * gate does not need the file.
 */
public final class ModelPublisher {
    private final ModelStore store;
    private final GateLimits gates;
    private final LongSupplier clock;

    /**
     * Publishes into a store.
     *
     * @param clock epoch ms
     */
    public ModelPublisher(ModelStore store, GateLimits gates, LongSupplier clock) {
        this.store = store;
        this.gates = gates;
        this.clock = clock;
    }

    /**
     * A model that wants to be published.
     *
     * @param draft name, config, what it was trained on
     * @param tensors complete weights
     * @param itemIds id of row 1, of row 2, …
     * @param sources of candidates; null = none
     * @param base snapshot to write only the changes of; null = write a snapshot
     * @param serving version to compare with; null = there is none
     * @param judge says of exactly these weights why they may not be published, or null; null = the
     *     quality gate is not asked
     * @param difference largest difference between the outputs of a model read back and those
     *     meant, on golden inputs
     * @param metrics for manifest and announcement
     */
    record Candidate(
            Manifest draft,
            Map<String, Tensor> tensors,
            List<String> itemIds,
            @Nullable SourceTables sources,
            @Nullable LoadedModel base,
            @Nullable LoadedModel serving,
            @Nullable Judge judge,
            ToDoubleFunction<LoadedModel> difference,
            Map<String, Double> metrics) {}

    /**
     * A version that was published earlier.
     *
     * @throws ModelException when it is absent or broken
     */
    LoadedModel published(String model, long version) {
        return store.get(model, version);
    }

    /**
     * Publishes a candidate under the next version of its model. A store that does not take it is
     * no failure: learning goes on, and the next one may be taken.
     */
    Publication publish(Candidate candidate) {
        Publication refusal = judge(candidate);
        if (refusal != null) {
            return refusal;
        }
        try {
            return written(candidate);
        } catch (ModelException e) {
            boolean now = e.passing() || candidate.base() == null;
            return new Publication.Refused(now ? Gate.STORE : Gate.BASE, e);
        }
    }

    private Publication written(Candidate candidate) {
        ObjectNode metrics = JsonNodeFactory.instance.objectNode();
        candidate.metrics().forEach(metrics::put);
        Manifest draft = candidate.draft().withMetrics(metrics);
        StagedVersion staged =
                store.stage(
                        draft,
                        candidate.base(),
                        candidate.tensors(),
                        candidate.itemIds(),
                        candidate.sources());
        return readBack(candidate, staged);
    }

    /**
     * Publishes an earlier version again under a new number, so that versions only grow, file by
     * file as it is, so that whoever still has it in memory need not read it.
     *
     * @param good the version to return to
     * @param bad the version that is replaced on purpose
     * @throws ModelException when the earlier version is absent or broken
     */
    public ModelUpdate rollBack(String model, long good, long bad) {
        Manifest written = store.putAgain(model, good);
        return update(store.get(model, written.version()), Map.of(), bad);
    }

    /**
     * Announcement of a version that lies in the store already, after reading and verifying it.
     *
     * @throws ModelException when it is absent or broken
     */
    public ModelUpdate announce(String model, long version) {
        return update(store.get(model, version), Map.of(), 0);
    }

    private @Nullable Publication judge(Candidate candidate) {
        LoadedModel checked;
        try {
            checked =
                    LoadedModel.of(
                            candidate.draft(),
                            candidate.tensors(),
                            Vocabulary.of(candidate.itemIds()));
        } catch (ModelException e) {
            return new Publication.Refused(Gate.CONTENT, e);
        }
        LoadedModel serving = candidate.serving();
        if (serving != null) {
            try {
                NormDrift.check(serving, checked, gates.normDrift());
            } catch (ModelException e) {
                return new Publication.Refused(Gate.NORM_DRIFT, e);
            }
        }
        Judge judge = candidate.judge();
        String refusal = judge == null ? null : judge.refusal(checked);
        if (refusal != null) {
            return new Publication.Refused(Gate.QUALITY, refusal);
        }
        return null;
    }

    /** What is refused here never exists: the store would offer it as the newest. */
    private Publication readBack(Candidate candidate, StagedVersion staged) {
        LoadedModel loaded;
        try {
            loaded = staged.read();
        } catch (ModelException e) {
            return new Publication.Refused(e.passing() ? Gate.STORE : Gate.READ_BACK, e);
        }
        double difference = candidate.difference().applyAsDouble(loaded);
        if (!(difference <= gates.readBack())) {
            return new Publication.Refused(
                    Gate.READ_BACK,
                    String.format(
                            Locale.ROOT,
                            "The outputs (off by %s) of %s version %d must be within %s of those"
                                    + " meant.",
                            difference,
                            candidate.draft().model(),
                            loaded.version(),
                            gates.readBack()));
        }
        staged.commit();
        return new Publication.Published(update(loaded, candidate.metrics(), 0), loaded);
    }

    private ModelUpdate update(LoadedModel model, Map<String, Double> metrics, long rollbackOf) {
        Manifest manifest = model.manifest();
        return new ModelUpdate(
                manifest.model(),
                manifest.version(),
                manifest.baseVersion(),
                store.uri(manifest.model(), manifest.version()),
                store.sha256(manifest.model(), manifest.version()),
                clock.getAsLong(),
                metrics,
                rollbackOf);
    }
}
