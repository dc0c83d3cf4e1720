package io.riffle.training.reranker;

import ai.djl.ndarray.NDManager;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.PublishedRows;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.psad.PsadArtifact;
import io.riffle.model.psad.PsadConfig;
import io.riffle.model.psad.PsadEncoder;
import io.riffle.model.psad.PsadStudent;
import io.riffle.model.psad.PsadWeights;
import io.riffle.training.distillation.ListInputs;
import io.riffle.training.lists.ListSample;
import java.util.Arrays;
import java.util.List;

/**
 * Scores of a published reranker on logged lists, as it serves them: its own weights and items over
 * the rows of its backbone.
 */
public final class ServedScores {
    /** Lists encoded at once. */
    private static final int AT_ONCE = 64;

    private ServedScores() {}

    /** The encoder of a published reranker, over the rows of its backbone. */
    public static PsadEncoder encoder(
            PsadConfig config,
            PsadWeights weights,
            LoadedModel backbone,
            ItemTable items,
            NDManager manager) {
        return new PsadEncoder(
                config,
                weights,
                PsadWeights.backboneRows(
                        PublishedRows.inOrder(backbone, items),
                        config.columns().rowWidth(),
                        manager));
    }

    /** Whether a reranker reads rows as wide as a backbone has them. */
    public static boolean fit(LoadedModel reranker, LoadedModel backbone) {
        return PsadArtifact.of(reranker.config()).config().columns().rowWidth()
                == PublishedRows.table(backbone).shape()[1];
    }

    /** [list][candidate]. */
    public static float[][] of(
            LoadedModel reranker,
            LoadedModel backbone,
            List<ListSample> lists,
            TensorRuntime runtime) {
        PsadArtifact artifact = PsadArtifact.of(reranker.config());
        PsadConfig config = artifact.config();
        ItemTable items = artifact.itemTable(reranker.vocabulary().itemIds(), reranker.weights());
        float[][] scores = new float[lists.size()][];
        try (NDManager manager = runtime.newManager()) {
            PsadWeights weights =
                    PsadWeights.of(config, artifact.items(), false, reranker.weights(), manager);
            PsadEncoder encoder = encoder(config, weights, backbone, items, manager);
            PsadStudent student = new PsadStudent(config, weights);
            for (int from = 0; from < scores.length; from += AT_ONCE) {
                List<ListSample> part =
                        lists.subList(from, Math.min(from + AT_ONCE, scores.length));
                try (NDManager scratch = manager.newSubManager()) {
                    var inputs = ListInputs.of(part, config, items).tensors(scratch);
                    float[] flat = student.scores(encoder.encode(inputs, 0));
                    int k = flat.length / part.size();
                    for (int b = 0; b < part.size(); b++) {
                        scores[from + b] =
                                Arrays.copyOfRange(flat, b * k, b * k + part.get(b).size());
                    }
                }
            }
        }
        return scores;
    }
}
