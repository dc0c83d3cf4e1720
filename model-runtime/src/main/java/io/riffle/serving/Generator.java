package io.riffle.serving;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.riffle.model.FuxiBeta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Windows to user vectors.
 *
 * <p><b>Shapes:</b> Q queries · N positions · D model width.
 */
final class Generator {
    /** Most time differences in one pass, B·N²: 32 MiB a tensor of that size. */
    private static final long LARGEST_PASS = 1 << 23;

    private final FuxiBeta model;
    private final int mostUsers;

    Generator(FuxiBeta model, int mostUsers) {
        this.model = model;
        this.mostUsers = mostUsers;
    }

    /**
     * Encodes every window in full; windows of like length share a pass.
     *
     * @param requests each with at least one known event
     * @return user vectors [Q, D]
     */
    NDArray encode(NDManager scratch, List<Request> requests) {
        Integer[] order = new Integer[requests.size()];
        Arrays.setAll(order, query -> query);
        Arrays.sort(order, Comparator.comparingInt(query -> requests.get(query).length()));
        NDList vectors = new NDList();
        long[] back = new long[order.length];
        List<Request> pass = new ArrayList<>();
        for (int place = 0; place < order.length; place++) {
            Request next = requests.get(order[place]);
            if (pass.size() == mostUsers || !fits(pass.size() + 1L, next.length())) {
                vectors.add(pass(scratch, pass));
                pass.clear();
            }
            pass.add(next);
            back[order[place]] = place;
        }
        vectors.add(pass(scratch, pass));
        NDArray sorted_QD = vectors.size() == 1 ? vectors.head() : NDArrays.concat(vectors);
        return sorted_QD.get(scratch.create(back));
    }

    private NDArray pass(NDManager scratch, List<Request> requests) {
        int[][] rows = new int[requests.size()][];
        long[][] seconds = new long[requests.size()][];
        long[] users = new long[requests.size()];
        long[] last = new long[requests.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = requests.get(i).rows();
            seconds[i] = requests.get(i).seconds();
            users[i] = i;
            last[i] = rows[i].length - 1L;
        }
        try (NDManager pass = scratch.newSubManager()) {
            NDArray all_BND = model.encode(pass, rows, seconds);
            NDArray vectors_BD =
                    all_BND.get(new NDIndex("{}, {}", pass.create(users), pass.create(last)));
            vectors_BD.attach(scratch);
            return vectors_BD;
        }
    }

    /** A single window always fits. */
    private static boolean fits(long users, long longest) {
        return users == 1 || users * longest * longest <= LARGEST_PASS;
    }
}
