package io.riffle.model.psad;

import ai.djl.ndarray.NDArray;
import io.riffle.model.candidates.ItemRows;
import io.riffle.model.candidates.RerankRequest;
import io.riffle.model.testing.TinyReranker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Rerankers, requests and slates for tests of what stands before a candidate. */
final class PairScenes {
    static final int SLATE = 6;
    static final int CANDIDATES = 9;

    private PairScenes() {}

    static PsadConfig config() {
        return config(ItemRows.OWN);
    }

    static PsadConfig config(ItemRows rows) {
        return PsadConfig.of(8, 2, 1, SLATE, TinyReranker.columns(rows))
                .withBlock(2)
                .withListContext(true)
                .withCrosses(true);
    }

    /** A reranker whose weights that start at zero are drawn. */
    static TinyReranker drawn() {
        return drawn(config());
    }

    static TinyReranker drawn(PsadConfig config) {
        TinyReranker tiny = new TinyReranker(config);
        SplittableRandom random = new SplittableRandom(5);
        for (Map.Entry<String, NDArray> weight : tiny.weights.arrays().entrySet()) {
            if (weight.getKey().contains("pairs") || weight.getKey().contains("crosses")) {
                float[] values = new float[(int) weight.getValue().size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) random.nextDouble() - .5f;
                }
                weight.getValue().set(values);
            }
        }
        return tiny;
    }

    static List<RerankRequest> requests() {
        List<RerankRequest> requests = new ArrayList<>();
        for (int seed = 1; seed <= 4; seed++) {
            requests.add(TinyReranker.request(CANDIDATES, seed));
        }
        return requests;
    }

    static int[][] orders(int lists) {
        SplittableRandom random = new SplittableRandom(8);
        int[][] orders = new int[lists][SLATE];
        for (int[] order : orders) {
            int[] all = random.ints(0, CANDIDATES).distinct().limit(CANDIDATES).toArray();
            System.arraycopy(all, 0, order, 0, SLATE);
        }
        return orders;
    }

    static int[][] positions(int[][] orders) {
        int[][] positions = new int[orders.length][CANDIDATES];
        for (int b = 0; b < orders.length; b++) {
            Arrays.fill(positions[b], -1);
            for (int slot = 0; slot < SLATE; slot++) {
                positions[b][orders[b][slot]] = slot;
            }
        }
        return positions;
    }
}
