package io.riffle.training.testing;

import io.riffle.model.candidates.ItemRows;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.ProfileColumn;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.model.psad.PsadConfig;
import io.riffle.training.lists.ListSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Small lists whose clicks follow a rule that can be learned: users of a group like a category. */
public final class ShownLists {
    static final int ITEMS = 40;
    static final int CATEGORIES = 4;

    private ShownLists() {}

    static RerankColumns columns(ItemRows rows) {
        return new RerankColumns(
                        rows,
                        rows == ItemRows.NONE ? 0 : 4,
                        List.of("c0", "c1", "c2", "c3"),
                        1,
                        4,
                        List.of(new ProfileColumn("group", List.of("g0", "g1", "g2", "g3"))),
                        4,
                        List.of(),
                        5)
                .withTimeOfDay(false); // all lists are asked for in the same second
    }

    public static PsadConfig config() {
        return PsadConfig.of(8, 2, 1, 4, columns(ItemRows.OWN));
    }

    public static ItemTable items() {
        ItemTable.Builder table = ItemTable.builder(columns(ItemRows.OWN));
        for (int i = 0; i < ITEMS; i++) {
            table.add("i" + i, List.of("c" + i % CATEGORIES), 10 + i, 1_000_000);
        }
        return table.build();
    }

    public static List<ListSample> draw(int lists, int candidates, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ListSample> drawn = new ArrayList<>();
        for (int n = 0; n < lists; n++) {
            drawn.add(one("l" + n, candidates, random));
        }
        return drawn;
    }

    private static ListSample one(String id, int candidates, SplittableRandom random) {
        int group = random.nextInt(CATEGORIES);
        String[] items = new String[candidates];
        float[] scores = new float[candidates];
        float[] labels = new float[candidates];
        int at = random.nextInt(ITEMS);
        for (int i = 0; i < candidates; i++) {
            int item = (at + i * 7) % ITEMS;
            items[i] = "i" + item;
            scores[i] = 1 - .05f * i;
            double liked = item % CATEGORIES == group ? .8 : .05;
            labels[i] = random.nextDouble() < liked ? 1 : 0;
        }
        int events = random.nextInt(4);
        String[] history = new String[events];
        long[] seconds = new long[events];
        for (int e = 0; e < events; e++) {
            history[e] = "i" + random.nextInt(ITEMS);
            seconds[e] = 1_900_000 + e * 1_000L;
        }
        return new ListSample(
                id,
                "u" + id,
                2_000_000,
                Map.of("group", "g" + group),
                history,
                seconds,
                items,
                scores,
                new float[0][],
                labels,
                new int[0],
                new float[0]);
    }
}
