package io.riffle.model.psad;

import java.util.Arrays;

/**
 * The teacher's decoder for one slot at a time, in plain Java: every row sees the rows before it.
 */
final class AutoregressiveReference {
    private final PsadConfig config;
    private final PsadWeights weights;

    AutoregressiveReference(PsadConfig config, PsadWeights weights) {
        this.config = config;
        this.weights = weights;
    }

    /** Logits of the slot after a prefix, for encoded candidates z and the student's scores. */
    float[] logits(float[][] z, float[] scores, int[] prefix) {
        float[][] x = new float[prefix.length + 1][];
        float[][] starts = rows("decoder.start");
        float[][] slots = rows("decoder.slot");
        for (int t = 0; t < x.length; t++) {
            float[] input = t == 0 ? starts[0] : affine("decoder.placed", z[prefix[t - 1]]);
            x[t] = sum(input, slots[t]);
        }
        for (int layer = 0; layer < config.decoderLayers(); layer++) {
            x = layer("decoder.layers." + layer, x, z);
        }
        float[] query = times(rows("decoder.pointer.query"), norm("decoder.norm", x[x.length - 1]));
        float[] logits = new float[z.length];
        for (int i = 0; i < logits.length; i++) {
            float[] key = times(rows("decoder.pointer.key"), z[i]);
            logits[i] = scores[i] + (float) (dot(query, key) / Math.sqrt(config.width()));
        }
        return logits;
    }

    private float[][] layer(String name, float[][] x, float[][] z) {
        int d = config.width();
        float[][] qkv = new float[x.length][];
        for (int t = 0; t < x.length; t++) {
            qkv[t] = affine(name + ".attention.qkv", norm(name + ".norm1", x[t]));
        }
        float[][] keyValues = new float[z.length][];
        for (int i = 0; i < z.length; i++) {
            keyValues[i] = affine(name + ".memory.kv", z[i]);
        }
        float[][] out = new float[x.length][];
        for (int t = 0; t < x.length; t++) {
            float[][] seen = Arrays.copyOf(qkv, t + 1);
            float[] mixed = attend(Arrays.copyOf(qkv[t], d), seen, d, 2 * d);
            float[] y = sum(x[t], affine(name + ".attention.out", mixed));
            float[] query = affine(name + ".memory.query", norm(name + ".norm_memory", y));
            y = sum(y, affine(name + ".memory.out", attend(query, keyValues, 0, d)));
            float[] hidden = affine(name + ".ffn.hidden", norm(name + ".norm2", y));
            for (int i = 0; i < hidden.length; i++) {
                hidden[i] = Math.max(0, hidden[i]);
            }
            out[t] = sum(y, affine(name + ".ffn.out", hidden));
        }
        return out;
    }

    /** Attention of one row; keys and values stand in the rows from the given columns on. */
    private float[] attend(float[] query, float[][] rows, int keys, int values) {
        int head = config.headWidth();
        float[] out = new float[query.length];
        for (int h = 0; h < config.heads(); h++) {
            double[] share = new double[rows.length];
            double total = 0;
            for (int m = 0; m < rows.length; m++) {
                double score = 0;
                for (int v = h * head; v < (h + 1) * head; v++) {
                    score += query[v] * rows[m][keys + v];
                }
                share[m] = Math.exp(score / Math.sqrt(head));
                total += share[m];
            }
            for (int m = 0; m < rows.length; m++) {
                for (int v = h * head; v < (h + 1) * head; v++) {
                    out[v] += (float) (share[m] / total * rows[m][values + v]);
                }
            }
        }
        return out;
    }

    private float[] norm(String name, float[] x) {
        double mean = 0;
        for (float value : x) {
            mean += value / x.length;
        }
        double variance = 0;
        for (float value : x) {
            variance += (value - mean) * (value - mean) / x.length;
        }
        float[] scale = weights.get(name + ".scale").toFloatArray();
        float[] shift = weights.get(name + ".shift").toFloatArray();
        float[] out = new float[x.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) ((x[i] - mean) / Math.sqrt(variance + 1e-5) * scale[i] + shift[i]);
        }
        return out;
    }

    private float[] affine(String name, float[] x) {
        return sum(times(rows(name + ".weight"), x), weights.get(name + ".bias").toFloatArray());
    }

    private float[][] rows(String name) {
        float[] flat = weights.get(name).toFloatArray();
        int rows = Math.toIntExact(weights.get(name).getShape().get(0));
        int width = flat.length / rows;
        float[][] out = new float[rows][];
        for (int r = 0; r < rows; r++) {
            out[r] = Arrays.copyOfRange(flat, r * width, (r + 1) * width);
        }
        return out;
    }

    private static float[] times(float[][] matrix, float[] x) {
        float[] out = new float[matrix.length];
        for (int r = 0; r < out.length; r++) {
            out[r] = (float) dot(matrix[r], x);
        }
        return out;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static float[] sum(float[] a, float[] b) {
        float[] out = a.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += b[i];
        }
        return out;
    }
}
