package io.riffle.model.psad;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.riffle.model.engine.Affine;
import org.jspecify.annotations.Nullable;

/**
 * One pre-norm transformer layer: self-attention, attention to a memory when it has one, and a
 * feed-forward layer.
 *
 * <p><b>Shapes.</b> B lists, T rows, M rows of the memory, D width, H heads.
 */
final class TransformerLayer {
    private final PsadWeights weights;
    private final String name;
    private final MultiHeadAttention attention;

    TransformerLayer(PsadWeights weights, String name, int heads) {
        this.weights = weights;
        this.name = name;
        this.attention = new MultiHeadAttention(heads);
    }

    /** The layer without a memory. */
    NDArray encode(NDArray x_BTD, @Nullable NDArray bias, float dropout) {
        return feedForward(selfAttention(x_BTD, bias, dropout), dropout);
    }

    /** Keys and values of a memory, to be shared by all passes over it. */
    NDList memory(NDArray memory_BMD) {
        NDArray kv_BM2D = weights.affine(name + ".memory.kv").apply(memory_BMD);
        NDList parts = kv_BM2D.split(2, 2);
        return new NDList(attention.heads(parts.get(0)), attention.heads(parts.get(1)));
    }

    /** The layer with a memory. */
    NDArray decode(
            NDArray x_BTD,
            @Nullable NDArray bias,
            NDList memory,
            @Nullable NDArray memoryBias,
            float dropout) {
        NDArray x = selfAttention(x_BTD, bias, dropout);
        NDArray query_BTD =
                weights.affine(name + ".memory.query")
                        .apply(weights.norm(name + ".norm_memory").apply(x));
        NDArray seen_BTD =
                attention.attend(
                        attention.heads(query_BTD), memory.get(0), memory.get(1), memoryBias);
        x = x.add(Affine.dropout(weights.affine(name + ".memory.out").apply(seen_BTD), dropout));
        return feedForward(x, dropout);
    }

    private NDArray selfAttention(NDArray x, @Nullable NDArray bias, float dropout) {
        NDArray normed = weights.norm(name + ".norm1").apply(x);
        NDArray mixed = attention.self(weights.affine(name + ".attention.qkv").apply(normed), bias);
        return x.add(Affine.dropout(weights.affine(name + ".attention.out").apply(mixed), dropout));
    }

    private NDArray feedForward(NDArray x, float dropout) {
        NDArray normed = weights.norm(name + ".norm2").apply(x);
        NDArray hidden =
                weights.affine(name + ".ffn.hidden").apply(normed).getNDArrayInternal().relu();
        return x.add(Affine.dropout(weights.affine(name + ".ffn.out").apply(hidden), dropout));
    }
}
