package io.riffle.model.fuxi;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;

/**
 * New rows as tensors: all users of a bundle side by side, layer by layer. Its price is mostly that
 * of some two hundred calls into the engine, however few the rows.
 *
 * <p><b>Shapes:</b> B users · R rows of the user with most · D model width.
 */
final class TensorPass implements Extender {
    private final FuxiNetwork network;
    private final ExtendWeights weights;

    /**
     * Makes the mixing weights.
     *
     * @param resident owns them
     */
    TensorPass(FuxiNetwork network, NDManager resident) {
        this.network = network;
        this.weights = new ExtendWeights(network, resident);
    }

    @Override
    public NDArray extend(NDManager scratch, Extension extension, LayerValues values) {
        NDArray x_RD =
                network.input(
                        scratch.create(extension.items()), scratch.create(extension.positions()));
        NDArray weights_LR2C = weights.of(scratch, extension);
        ValuePlaces settling = new ValuePlaces(values, scratch.create(extension.places(values)));
        NDArray pages = scratch.create(extension.pages(values));
        LayerPages reads = new LayerPages(values, pages, extension.users());
        for (int layer = 0; layer < network.config().layers(); layer++) {
            x_RD = network.block(layer).extend(x_RD, weights_LR2C.get(layer), settling, reads);
        }
        NDArray open = scratch.create(extension.open());
        return Embedding.embedding(open, x_RD, SparseFormat.DENSE)
                .head()
                .normalize(2, -1, network.config().l2Epsilon());
    }

    @Override
    public int windowRows() {
        return 0;
    }
}
