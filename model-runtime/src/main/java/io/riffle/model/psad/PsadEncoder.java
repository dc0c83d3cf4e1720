package io.riffle.model.psad;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.RerankTensors;
import io.riffle.model.engine.Affine;
import io.riffle.model.engine.Scalars;
import org.jspecify.annotations.Nullable;

/**
 * The encoder that student and teacher share: item input, {@link UserProfileNetwork}, transformer
 * layers over the candidates of a list.
 *
 * <p><b>Shapes.</b> B lists, K candidates, N history events, C categories of an item, X item width,
 * I input width, D width, H heads.
 *
 * <p><b>Source.</b> PSAD, arXiv 2603.07107.
 */
public final class PsadEncoder {

    /**
     * A bundle of encoded lists.
     *
     * @param z_BKD candidates in context, zero where padded
     * @param items_BKX item vectors of the candidates: row, then categories
     * @param read what was encoded
     * @param user_BU user vectors
     * @param firstStage_BK the first stage's score, standardised within the list; null when it is
     *     not added to scores
     * @param padding_B11K -1e9 at padding, else 0; null when no list is shorter than K
     */
    public record Encoded(
            NDArray z_BKD,
            NDArray items_BKX,
            RerankTensors read,
            NDArray user_BU,
            @Nullable NDArray firstStage_BK,
            @Nullable NDArray padding_B11K,
            int[] sizes) {}

    private final PsadConfig config;
    private final PsadWeights weights;
    private final UserProfileNetwork users;
    private final PairBias pairs;
    private final TransformerLayer[] layers;
    private final @Nullable NDArray backboneRows;
    private @Nullable NDArray itemVectors;

    /**
     * @param backboneRows (items, row width) when the item rows are the backbone's, else null
     */
    public PsadEncoder(PsadConfig config, PsadWeights weights, @Nullable NDArray backboneRows) {
        this.config = config;
        this.weights = weights;
        this.users = new UserProfileNetwork(config, weights);
        this.pairs = new PairBias(config, users);
        this.backboneRows = backboneRows;
        layers = new TransformerLayer[config.encoderLayers()];
        for (int layer = 0; layer < layers.length; layer++) {
            layers[layer] =
                    new TransformerLayer(weights, "encoder.layers." + layer, config.heads());
        }
    }

    /**
     * Looks every item up once and for all, for weights that no longer change.
     *
     * @param table may have more rows than the reranker's own item rows: those are unknown to it
     * @param manager owns the table of item vectors
     */
    public void freeze(ItemTable table, NDManager manager) {
        weights.freeze();
        int rows = table.size();
        int own = ownRows(rows);
        int perItem = config.columns().itemCategories();
        long[] items = new long[rows];
        long[] categories = new long[rows * perItem];
        for (int row = 0; row < rows; row++) {
            items[row] = row < own ? row : 0;
            for (int c = 0; c < perItem; c++) {
                categories[row * perItem + c] = table.category(row, c);
            }
        }
        try (NDManager scratch = manager.newSubManager()) {
            NDArray vectors =
                    itemVectors(
                            scratch.create(items, new Shape(1, rows)),
                            scratch.create(categories, new Shape(1, rows, perItem)));
            vectors = vectors.reshape(rows, config.columns().itemWidth());
            vectors.attach(manager);
            itemVectors = vectors;
        }
    }

    private int ownRows(int all) {
        return switch (config.columns().itemRows()) {
            case NONE, BACKBONE -> all;
            case OWN, BACKBONE_TUNED ->
                    Math.toIntExact(weights.get(PsadShapes.ITEM_ROWS).getShape().get(0));
        };
    }

    /** Encodes the lists; dropout 0 when serving. */
    public Encoded encode(RerankTensors lists, float dropout) {
        NDArray items_BKX = itemVectors(lists.items_BK(), lists.categories_BKC());
        NDArray history_BNX =
                itemVectors(lists.history_BN(), lists.historyCategories_BNC())
                        .mul(lists.historyMask_BN1());
        NDArray user_BU = users.user(lists, history_BNX);
        NDList input = new NDList(items_BKX, lists.dense_BKF());
        if (config.candidateHistory()) {
            input.add(seenHistory(lists, items_BKX, history_BNX));
        }
        NDArray gated_BKI = users.gate(NDArrays.concat(input, 2), user_BU);
        NDArray x_BKD = weights.affine("encoder.input").apply(gated_BKI);
        if (config.userInput()) {
            x_BKD =
                    x_BKD.add(
                            Affine.linear(user_BU, weights.get("encoder.input.user"))
                                    .expandDims(1));
        }
        NDArray padding_B11K =
                lists.padded()
                        ? lists.mask_BK()
                                .sub(1)
                                .mul(1e9f)
                                .reshape(lists.lists(), 1, 1, lists.candidates())
                        : null;
        if (layers.length > 0) {
            NDArray bias = bias(user_BU, lists, padding_B11K);
            x_BKD = Affine.dropout(x_BKD, dropout);
            for (TransformerLayer layer : layers) {
                x_BKD = layer.encode(x_BKD, bias, dropout);
            }
        }
        NDArray z_BKD = weights.norm("encoder.norm").apply(x_BKD);
        if (lists.padded()) {
            z_BKD = z_BKD.mul(lists.mask_BK().expandDims(2));
        }
        NDArray firstStage_BK =
                config.firstStage() ? lists.dense_BKF().get(":, :, 0") : null; // standardised
        return new Encoded(
                z_BKD, items_BKX, lists, user_BU, firstStage_BK, padding_B11K, lists.sizes());
    }

    private @Nullable NDArray bias(
            NDArray user_BU, RerankTensors lists, @Nullable NDArray padding_B11K) {
        if (!config.usePosition()) {
            return padding_B11K;
        }
        NDArray table = itemVectors; // frozen with the rest
        NDArray learned =
                table == null
                        ? pairs.of(lists.candidates(), user_BU.getManager())
                        : pairs.kept(lists.candidates(), table.getManager());
        NDArray bias = users.positionBias(user_BU, learned, lists.candidates());
        return padding_B11K == null ? bias : bias.add(padding_B11K);
    }

    /** Item row and categories, without anything that depends on the list. */
    private NDArray itemVectors(NDArray items, NDArray categories) {
        if (itemVectors != null) {
            return Affine.rows(items, itemVectors);
        }
        NDArray perCategory = Affine.rows(categories, weights.get("encoder.category_rows"));
        NDArray some = categories.gt(0).toType(perCategory.getDataType(), false).expandDims(3);
        NDArray ofCategories = perCategory.mul(some).sum(new int[] {2});
        NDArray rows =
                switch (config.columns().itemRows()) {
                    case NONE -> null;
                    case OWN, BACKBONE_TUNED -> weights.get(PsadShapes.ITEM_ROWS);
                    case BACKBONE -> backboneRows;
                };
        return rows == null ? ofCategories : Affine.rows(items, rows).concat(ofCategories, 2);
    }

    private NDArray seenHistory(RerankTensors lists, NDArray items_BKX, NDArray history_BNX) {
        NDArray query_BKV = weights.affine("encoder.history.query").apply(items_BKX);
        NDArray key_BNV =
                weights.affine("encoder.history.key")
                        .apply(history_BNX)
                        .add(
                                Affine.linear(
                                        lists.historyAge_BN1(),
                                        weights.get("encoder.history.age")));
        NDArray padding_B1N = lists.historyMask_BN1().sub(1).mul(1e9f).transpose(0, 2, 1);
        return Scalars.times(query_BKV, 1 / Math.sqrt(config.headWidth()))
                .matMul(key_BNV.transpose(0, 2, 1))
                .add(padding_B1N)
                .softmax(-1)
                .matMul(history_BNX);
    }
}
