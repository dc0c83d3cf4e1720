package io.riffle.training.publish;

import ai.djl.ndarray.NDManager;
import io.riffle.artifact.LoadedModel;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.RerankArrays;
import io.riffle.model.candidates.RerankRequest;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.psad.PsadArtifact;
import io.riffle.model.psad.PsadConfig;
import io.riffle.model.psad.PsadEncoder;
import io.riffle.model.psad.PsadStudent;
import io.riffle.model.psad.PsadWeights;
import io.riffle.training.reranker.PublishedReranker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fixed lists whose scores tell two rerankers apart: one candidate, a few, a full list, over items
 * spread through the catalogue, with and without history.
 */
final class GoldenLists {
    private static final int[] SIZES = {1, 7, 50};
    private static final long ASKED = 1_700_000_000L;

    private GoldenLists() {}

    /**
     * The student's scores, flat.
     *
     * @param tensors weights and facts by name, as in a serving artifact
     */
    static float[] scores(
            PsadArtifact artifact,
            Map<String, float[]> tensors,
            List<String> itemIds,
            LoadedModel backbone,
            TensorRuntime runtime) {
        PsadConfig config = artifact.config();
        ItemTable items = artifact.itemTable(itemIds, tensors);
        try (NDManager manager = runtime.newManager()) {
            PsadWeights weights = PsadWeights.of(config, artifact.items(), false, tensors, manager);
            PsadEncoder encoder =
                    PublishedReranker.encoder(config, weights, backbone, items, manager);
            RerankArrays lists = new RerankArrays(config.columns(), items, requests(items.size()));
            return new PsadStudent(config, weights)
                    .scores(encoder.encode(lists.tensors(manager), 0));
        }
    }

    private static List<RerankRequest> requests(int rows) {
        List<RerankRequest> requests = new ArrayList<>();
        for (int b = 0; b < SIZES.length; b++) {
            int[] candidates = new int[SIZES[b]];
            float[] scores = new float[candidates.length];
            for (int i = 0; i < candidates.length; i++) {
                candidates[i] = row(b * 97L + i, rows);
                scores[i] = 1f / (1 + i);
            }
            int[] history = new int[5 * b];
            long[] seconds = new long[history.length];
            for (int n = 0; n < history.length; n++) {
                history[n] = row(b * 31L + 1_000 + n, rows);
                seconds[n] = ASKED - 60L * (history.length - n);
            }
            requests.add(
                    new RerankRequest(
                            candidates, scores, new float[0][], history, seconds, ASKED, Map.of()));
        }
        return requests;
    }

    /** Golden ratio steps reach every part of the table. */
    private static int row(long n, int rows) {
        return rows < 2 ? 0 : 1 + (int) (((n * 0x9E3779B97F4AL) >>> 16) % (rows - 1));
    }
}
