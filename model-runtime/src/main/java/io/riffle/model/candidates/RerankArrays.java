package io.riffle.model.candidates;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Lists laid out side by side as the reranker reads them, padded to the longest.
 *
 * <p><b>Shapes.</b> B lists, K candidates, C categories of an item, F columns, P profile columns, N
 * history events.
 */
public final class RerankArrays {
    private static final long SECONDS_OF_DAY = 86_400;

    private final int lists;
    private final int candidates;
    private final int historyEvents;
    private final int[] sizes;
    private final boolean padded;
    private final long[] items_BK;
    private final long[] categories_BKC;
    private final float[] dense_BKF;
    private final float[] mask_BK;
    private final long[] profile_BP;
    private final long[] history_BN;
    private final long[] historyCategories_BNC;
    private final float[] historyAge_BN;
    private final float[] historyMask_BN;
    private final float[] user_BU;
    private final RerankColumns columns;
    private final ItemTable table;

    /** Lays the requests out. */
    public RerankArrays(RerankColumns columns, ItemTable table, List<RerankRequest> requests) {
        this.columns = columns;
        this.table = table;
        lists = requests.size();
        sizes = new int[lists];
        int longest = 1;
        int events = 1;
        for (int b = 0; b < lists; b++) {
            sizes[b] = requests.get(b).items().length;
            longest = Math.max(longest, sizes[b]);
            events = Math.max(events, requests.get(b).history().length);
        }
        candidates = longest;
        historyEvents = Math.min(events, columns.historyEvents());
        boolean ragged = false;
        for (int size : sizes) {
            ragged |= size < longest;
        }
        padded = ragged;
        int perItem = columns.itemCategories();
        items_BK = new long[lists * candidates];
        categories_BKC = new long[lists * candidates * perItem];
        dense_BKF = new float[lists * candidates * columns.denseWidth()];
        mask_BK = new float[lists * candidates];
        profile_BP = new long[lists * columns.profile().size()];
        history_BN = new long[lists * historyEvents];
        historyCategories_BNC = new long[lists * historyEvents * perItem];
        historyAge_BN = new float[lists * historyEvents];
        historyMask_BN = new float[lists * historyEvents];
        user_BU = new float[lists * columns.requestWidth()];
        for (int b = 0; b < lists; b++) {
            RerankRequest request = requests.get(b);
            user(b, request);
            history(b, request);
            candidates(b, request);
        }
    }

    /** Candidates of the longest list. */
    public int candidates() {
        return candidates;
    }

    /** The arrays on the manager's device. */
    public RerankTensors tensors(NDManager manager) {
        int perItem = columns.itemCategories();
        return new RerankTensors(
                lists,
                candidates,
                sizes,
                padded,
                categories_BKC,
                profile_BP,
                manager.create(items_BK, new Shape(lists, candidates)),
                manager.create(categories_BKC, new Shape(lists, candidates, perItem)),
                manager.create(dense_BKF, new Shape(lists, candidates, columns.denseWidth())),
                manager.create(mask_BK, new Shape(lists, candidates)),
                manager.create(profile_BP, new Shape(lists, columns.profile().size())),
                manager.create(history_BN, new Shape(lists, historyEvents)),
                manager.create(historyCategories_BNC, new Shape(lists, historyEvents, perItem)),
                manager.create(historyAge_BN, new Shape(lists, historyEvents, 1)),
                historyMask(manager),
                manager.create(user_BU, new Shape(lists, columns.requestWidth())));
    }

    private NDArray historyMask(NDManager manager) {
        return manager.create(historyMask_BN, new Shape(lists, historyEvents, 1));
    }

    private void user(int b, RerankRequest request) {
        long offset = 0;
        for (int p = 0; p < columns.profile().size(); p++) {
            ProfileColumn column = columns.profile().get(p);
            profile_BP[b * columns.profile().size() + p] =
                    offset + column.row(request.profile().get(column.name()));
            offset += column.rows();
        }
        int events = Math.min(request.history().length, columns.historyEvents());
        int at = b * columns.requestWidth();
        user_BU[at] = (float) Math.log1p(events) / 4;
        user_BU[at + 1] = events > 0 ? 1 : 0;
        if (columns.timeOfDay()) {
            // A point on a circle: the minute before midnight is next to the one after.
            double angle =
                    Math.floorMod(request.querySeconds(), SECONDS_OF_DAY)
                            * (2 * Math.PI / SECONDS_OF_DAY);
            user_BU[at + 2] = (float) Math.sin(angle);
            user_BU[at + 3] = (float) Math.cos(angle);
        }
    }

    private void history(int b, RerankRequest request) {
        int events = request.history().length;
        int kept = Math.min(events, historyEvents);
        for (int n = 0; n < kept; n++) {
            int event = events - 1 - n; // newest first
            int at = b * historyEvents + n;
            int row = request.history()[event];
            history_BN[at] = row;
            historyMask_BN[at] = 1;
            if (request.historySeconds().length > 0) {
                long seconds =
                        Math.max(0, request.querySeconds() - request.historySeconds()[event]);
                historyAge_BN[at] = (float) Math.log1p(seconds / 3600.0) / 4;
            }
            categoriesOf(row, historyCategories_BNC, at);
        }
    }

    private void candidates(int b, RerankRequest request) {
        int from = b * candidates;
        float[] categoryShares = new float[sizes[b]];
        for (int i = 0; i < sizes[b]; i++) {
            int row = request.items()[i];
            items_BK[from + i] = row;
            mask_BK[from + i] = 1;
            categoriesOf(row, categories_BKC, from + i);
            categoryShares[i] = categoryShare(b, from + i);
        }
        new DenseColumns(columns, table, dense_BKF, from).fill(request, categoryShares);
    }

    private void categoriesOf(int row, long[] into, int at) {
        int perItem = columns.itemCategories();
        for (int c = 0; c < perItem; c++) {
            into[at * perItem + c] = table.category(row, c);
        }
    }

    private float categoryShare(int b, int candidate) {
        int perItem = columns.itemCategories();
        int shared = 0;
        int events = 0;
        for (int n = b * historyEvents; n < (b + 1) * historyEvents; n++) {
            if (historyMask_BN[n] > 0) {
                events++;
                shared += share(n * perItem, candidate * perItem, perItem) ? 1 : 0;
            }
        }
        return events == 0 ? 0 : (float) shared / events;
    }

    private boolean share(int event, int candidate, int perItem) {
        for (int i = 0; i < perItem; i++) {
            for (int j = 0; j < perItem; j++) {
                long category = categories_BKC[candidate + j];
                if (category > 1 && historyCategories_BNC[event + i] == category) {
                    return true;
                }
            }
        }
        return false;
    }
}
