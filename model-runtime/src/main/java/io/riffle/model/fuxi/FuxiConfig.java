package io.riffle.model.fuxi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Architecture of a FuXi-β backbone; travels in the manifest beside the weights.
 *
 * <p><b>Errors:</b> {@link IllegalArgumentException} naming the value and the rule it breaks.
 *
 * @param items rows of the item table, the padding row 0 included
 * @param width D
 * @param heads H; heads only permute columns
 * @param valueWidth dV, value width of one head; M = H·dV
 * @param layers L
 * @param ffnWidth F
 * @param maxHistory most events of a model window
 * @param positions Nmax, rows of the position table; a relative bias of 2·Nmax-1 follows from it
 * @param timeFunction what turns a time difference into a weight
 * @param rmsEpsilon added to the mean square
 * @param l2Epsilon smallest norm a vector is divided by
 * @param temperature of the training loss; ranking does not depend on it
 */
public record FuxiConfig(
        int items,
        int width,
        int heads,
        int valueWidth,
        int layers,
        int ffnWidth,
        int maxHistory,
        int positions,
        TimeFunction timeFunction,
        float rmsEpsilon,
        float l2Epsilon,
        float temperature) {

    /** Name of this architecture in a manifest. */
    public static final String ARCHITECTURE = "fuxi-beta";

    /** Name of the tensor whose rows are items. */
    public static final String ITEM_TABLE = "item_embedding";

    private static final int LARGEST = 1 << 20;

    /** Checks that every size is in its range. */
    public FuxiConfig {
        within("items", items, Integer.MAX_VALUE);
        within("width", width, LARGEST);
        within("heads", heads, LARGEST);
        within("value_width", valueWidth, LARGEST / heads);
        within("layers", layers, 1024);
        within("ffn_width", ffnWidth, LARGEST);
        within("max_history", maxHistory, LARGEST);
        within("positions", positions, LARGEST);
        if (positions < maxHistory) {
            throw wrong("positions", positions, "be at least max_history (" + maxHistory + ")");
        }
        positive("rms_epsilon", rmsEpsilon);
        positive("l2_epsilon", l2Epsilon);
        positive("temperature", temperature);
    }

    /** M: width of a value row over all heads. */
    public int mixWidth() {
        return heads * valueWidth;
    }

    /** The same architecture over another number of item rows. */
    public FuxiConfig withItems(int rows) {
        return new FuxiConfig(
                rows,
                width,
                heads,
                valueWidth,
                layers,
                ffnWidth,
                maxHistory,
                positions,
                timeFunction,
                rmsEpsilon,
                l2Epsilon,
                temperature);
    }

    /** Every tensor of the model with its shape, in the order of the forward pass. */
    public Map<String, long[]> tensors() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        long mix = mixWidth();
        shapes.put(ITEM_TABLE, new long[] {items, width});
        shapes.put("position_embedding", new long[] {positions, width});
        for (int layer = 0; layer < layers; layer++) {
            String prefix = "layers." + layer + ".";
            shapes.put(prefix + "uv", new long[] {width, 3 * mix});
            shapes.put(prefix + "position_bias", new long[] {2L * positions - 1});
            shapes.put(prefix + "time_scale", new long[] {1});
            shapes.put(prefix + "time_decay", new long[] {1});
            shapes.put(prefix + "lin0.weight", new long[] {width, 2 * mix});
            shapes.put(prefix + "lin0.bias", new long[] {width});
            shapes.put(prefix + "lin1.weight", new long[] {ffnWidth, width});
            shapes.put(prefix + "lin2.weight", new long[] {width, ffnWidth});
            shapes.put(prefix + "lin3.weight", new long[] {ffnWidth, width});
        }
        return shapes;
    }

    /** The manifest's {@code config} object. */
    public ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("architecture", ARCHITECTURE);
        node.put("items", items);
        node.put("width", width);
        node.put("heads", heads);
        node.put("value_width", valueWidth);
        node.put("layers", layers);
        node.put("ffn_width", ffnWidth);
        node.put("max_history", maxHistory);
        node.put("positions", positions);
        node.put("time_function", timeFunction.name().toLowerCase(Locale.ROOT));
        node.put("rms_epsilon", decimal(rmsEpsilon));
        node.put("l2_epsilon", decimal(l2Epsilon));
        node.put("temperature", decimal(temperature));
        return node;
    }

    /** Reads a manifest's {@code config} object; every key is required, others are left alone. */
    public static FuxiConfig of(JsonNode node) {
        if (!ARCHITECTURE.equals(node.path("architecture").asText())) {
            throw wrong("architecture", node.path("architecture"), "be " + ARCHITECTURE);
        }
        return new FuxiConfig(
                whole(node, "items"),
                whole(node, "width"),
                whole(node, "heads"),
                whole(node, "value_width"),
                whole(node, "layers"),
                whole(node, "ffn_width"),
                whole(node, "max_history"),
                whole(node, "positions"),
                TimeFunction.of(node.path("time_function").asText()),
                real(node, "rms_epsilon"),
                real(node, "l2_epsilon"),
                real(node, "temperature"));
    }

    private static int whole(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(key, value, "be a whole number");
        }
        return value.intValue();
    }

    private static float real(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (!value.isNumber()) {
            throw wrong(key, value, "be a number");
        }
        return value.floatValue();
    }

    /** Keeps 1e-6 readable: the float's own digits, not those of the nearest double. */
    private static double decimal(float value) {
        return Double.parseDouble(Float.toString(value));
    }

    private static void within(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw wrong(key, value, "lie between 1 and " + most);
        }
    }

    private static void positive(String key, float value) {
        if (!(value > 0) || Float.isInfinite(value)) {
            throw wrong(key, value, "be positive and finite");
        }
    }

    private static IllegalArgumentException wrong(String key, Object value, String rule) {
        return new IllegalArgumentException(
                "The " + key + " (" + value + ") of the backbone's config must " + rule + ".");
    }
}
