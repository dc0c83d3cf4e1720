package io.riffle.model.testing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.model.candidates.ItemRows;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.ProfileColumn;
import io.riffle.model.candidates.RerankArrays;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.model.candidates.RerankRequest;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.psad.PsadConfig;
import io.riffle.model.psad.PsadEncoder;
import io.riffle.model.psad.PsadStudent;
import io.riffle.model.psad.PsadTeacher;
import io.riffle.model.psad.PsadWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A reranker small enough to enumerate, with random weights, and random lists for it. */
public final class TinyReranker implements AutoCloseable {
    public static final int ITEMS = 20;

    public final NDManager manager = TensorRuntime.open("cpu").newManager();
    public final PsadConfig config;
    public final ItemTable items;
    public final PsadWeights weights;
    public final PsadEncoder encoder;
    public final PsadStudent student;
    public final PsadTeacher teacher;

    public TinyReranker(PsadConfig config) {
        this.config = config;
        items = table(config.columns());
        int width = config.columns().rowWidth();
        float[] backbone = new float[items.size() * width];
        SplittableRandom drawn = new SplittableRandom(9);
        for (int i = width; i < backbone.length; i++) {
            backbone[i] = (float) drawn.nextDouble() - .5f;
        }
        weights = PsadWeights.initialise(config, items.size(), true, backbone, manager, 11);
        NDArray query = weights.get("decoder.pointer.query"); // zero before training
        float[] trained = new float[(int) query.size()];
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < trained.length; i++) {
            trained[i] = (float) (random.nextDouble() - .5) * 1.2f;
        }
        query.set(trained);
        NDArray rows =
                config.columns().itemRows() == ItemRows.BACKBONE
                        ? PsadWeights.backboneRows(backbone, width, manager)
                        : null;
        encoder = new PsadEncoder(config, weights, rows);
        student = new PsadStudent(config, weights);
        teacher = new PsadTeacher(config, weights);
    }

    public static RerankColumns columns() {
        return columns(ItemRows.OWN);
    }

    public static RerankColumns columns(ItemRows rows) {
        return new RerankColumns(
                rows,
                3,
                List.of("a", "b", "c"),
                2,
                3,
                List.of(new ProfileColumn("group", List.of("x", "y"))),
                2,
                List.of("price"),
                4);
    }

    public static PsadConfig config(int slate, int block) {
        return PsadConfig.of(8, 2, 1, slate, columns()).withBlock(block);
    }

    public static RerankRequest request(int candidates, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] rows = new int[candidates];
        float[] scores = new float[candidates];
        float[][] features = new float[candidates][1];
        for (int i = 0; i < candidates; i++) {
            rows[i] = 1 + (int) ((seed * 5 + i) % (ITEMS - 1));
            scores[i] = (float) random.nextDouble();
            features[i][0] = (float) random.nextDouble(100);
        }
        int events = random.nextInt(6);
        int[] history = new int[events];
        long[] seconds = new long[events];
        for (int n = 0; n < events; n++) {
            history[n] = 1 + random.nextInt(ITEMS - 1);
            seconds[n] = 5_000_000 + n * 3_600L;
        }
        return new RerankRequest(
                rows,
                scores,
                features,
                history,
                seconds,
                5_100_000,
                Map.of("group", random.nextBoolean() ? "x" : "somewhere else"));
    }

    public static List<RerankRequest> copies(RerankRequest request, int n) {
        List<RerankRequest> copies = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            copies.add(request);
        }
        return copies;
    }

    public PsadEncoder.Encoded encode(List<RerankRequest> requests) {
        return encoder.encode(
                new RerankArrays(config.columns(), items, requests).tensors(manager), 0);
    }

    public float[][] scores(List<RerankRequest> requests) {
        float[] flat = student.score(encode(requests)).toFloatArray();
        int k = flat.length / requests.size();
        float[][] scores = new float[requests.size()][];
        for (int b = 0; b < scores.length; b++) {
            scores[b] =
                    java.util.Arrays.copyOfRange(
                            flat, b * k, b * k + requests.get(b).items().length);
        }
        return scores;
    }

    private static ItemTable table(RerankColumns columns) {
        ItemTable.Builder table = ItemTable.builder(columns);
        for (int i = 1; i < ITEMS; i++) {
            List<String> categories =
                    i % 5 == 0 ? List.of() : List.of("abc".substring(i % 3, i % 3 + 1), "new");
            table.add("i" + i, categories, i, i % 2 == 0 ? 4_000_000 : 0);
        }
        return table.build();
    }

    @Override
    public void close() {
        manager.close();
    }
}
