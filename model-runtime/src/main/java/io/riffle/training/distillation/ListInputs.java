package io.riffle.training.distillation;

import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.RerankArrays;
import io.riffle.model.candidates.RerankRequest;
import io.riffle.model.psad.PsadConfig;
import io.riffle.training.lists.ListSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists as the reranker reads them: rows of the items that a table knows, and what is beside. */
public final class ListInputs {
    private ListInputs() {}

    /** Inputs of lists, in their order; padded to the longest. */
    public static RerankArrays of(List<ListSample> samples, PsadConfig config, ItemTable items) {
        List<RerankRequest> requests = new ArrayList<>(samples.size());
        for (ListSample sample : samples) {
            requests.add(request(sample, items));
        }
        return new RerankArrays(config.columns(), items, requests);
    }

    private static RerankRequest request(ListSample sample, ItemTable items) {
        int[] rows = new int[sample.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = items.row(sample.candidates()[i]);
        }
        int events = sample.history().length;
        boolean timed = sample.historySeconds().length > 0;
        int[] history = new int[events];
        long[] seconds = new long[timed ? events : 0];
        int known = 0;
        for (int n = 0; n < events; n++) {
            int row = items.row(sample.history()[n]);
            if (row > 0) {
                history[known] = row;
                if (timed) {
                    seconds[known] = sample.historySeconds()[n];
                }
                known++;
            }
        }
        return new RerankRequest(
                rows,
                sample.scores(),
                sample.features(),
                Arrays.copyOf(history, known),
                Arrays.copyOf(seconds, timed ? known : 0),
                sample.seconds(),
                sample.profile(),
                sample.facts());
    }
}
