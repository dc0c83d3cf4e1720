package io.riffle.model.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.fuxi.TimeFunction;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Reads the golden files and regenerates what they leave out. */
public final class GoldenCase {
    private GoldenCase() {}

    /** Weights and one user's input of the medium case. */
    public record Medium(
            FuxiConfig config, Map<String, float[]> weights, int[] rows, long[] seconds) {}

    public static JsonNode read(String name) {
        try (InputStream in = GoldenCase.class.getResourceAsStream("/golden/" + name)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static FuxiConfig config(JsonNode cfg) {
        return new FuxiConfig(
                cfg.get("num_items").asInt() + 1,
                cfg.get("D").asInt(),
                cfg.get("H").asInt(),
                cfg.get("dv").asInt(),
                cfg.get("layers").asInt(),
                cfg.get("F").asInt(),
                cfg.get("Nmax").asInt() - 11,
                cfg.get("Nmax").asInt(),
                TimeFunction.of(cfg.get("func").asText()),
                1e-6f,
                1e-6f,
                0.05f);
    }

    /** Named tensors of a "weights" or "grad" object. */
    public static Map<String, float[]> tensors(JsonNode node) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        tensors.put("item_embedding", floats(node.get("E")));
        tensors.put("position_embedding", floats(node.get("P")));
        for (int layer = 0; layer < node.get("layers").size(); layer++) {
            JsonNode from = node.get("layers").get(layer);
            String prefix = "layers." + layer + ".";
            tensors.put(prefix + "uv", floats(from.get("W")));
            tensors.put(prefix + "position_bias", floats(from.get("posw")));
            tensors.put(prefix + "time_scale", floats(from.get("a")));
            tensors.put(prefix + "time_decay", floats(from.get("b")));
            tensors.put(prefix + "lin0.weight", floats(from.get("L0w")));
            tensors.put(prefix + "lin0.bias", floats(from.get("L0b")));
            tensors.put(prefix + "lin1.weight", floats(from.get("L1w")));
            tensors.put(prefix + "lin2.weight", floats(from.get("L2w")));
            tensors.put(prefix + "lin3.weight", floats(from.get("L3w")));
        }
        return tensors;
    }

    /** Flattens nested arrays row by row. */
    public static float[] floats(JsonNode node) {
        if (!node.isArray()) {
            return new float[] {(float) node.asDouble()};
        }
        float[] all = new float[0];
        for (JsonNode child : node) {
            float[] more = floats(child);
            int size = all.length;
            all = Arrays.copyOf(all, size + more.length);
            System.arraycopy(more, 0, all, size, more.length);
        }
        return all;
    }

    public static Medium medium() {
        FuxiConfig config = config(read("fuxi-beta-medium.json").get("cfg"));
        double width = config.width();
        double mix = config.mixWidth();
        SplitMix64 mixer = new SplitMix64(7);
        Map<String, float[]> weights = new LinkedHashMap<>();
        Map<String, Double> scales =
                Map.of(
                        "uv", Math.sqrt(3 / width),
                        "position_bias", 0.1,
                        "time_scale", 0.2,
                        "time_decay", 0.2,
                        "lin0.weight", Math.sqrt(6 / (width + 2 * mix)),
                        "lin0.bias", 0.1,
                        "lin1.weight", Math.sqrt(6 / (width + config.ffnWidth())),
                        "lin2.weight", Math.sqrt(6 / (width + config.ffnWidth())),
                        "lin3.weight", Math.sqrt(6 / (width + config.ffnWidth())));
        config.tensors()
                .forEach(
                        (name, shape) -> {
                            String kind = name.replaceFirst("layers\\.\\d+\\.", "");
                            double scale = scales.getOrDefault(kind, 0.5);
                            double shift = kind.equals("time_decay") ? 0.6 : 0;
                            weights.put(name, mixer.fill(shape, scale, shift));
                        });
        SplitMix64 events = new SplitMix64(11);
        int[] rows = new int[200];
        long[] seconds = new long[201];
        long time = 978300019;
        for (int i = 0; i < 200; i++) {
            rows[i] = 1 + (int) Math.floor(events.unit() * 1000);
            time += (long) Math.floor(Math.exp(16 * events.unit())) - 1;
            seconds[i] = time;
        }
        seconds[200] = time + 12345;
        return new Medium(config, weights, rows, seconds);
    }

    private static final class SplitMix64 {
        private long state;

        SplitMix64(long seed) {
            this.state = seed;
        }

        double unit() {
            state += 0x9E3779B97F4A7C15L;
            long z = state;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            return ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
        }

        float[] fill(long[] shape, double scale, double shift) {
            long size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
            float[] values = new float[(int) size];
            for (int i = 0; i < size; i++) {
                values[i] = (float) (scale * (2 * unit() - 1) + shift);
            }
            return values;
        }
    }
}
