package io.riffle.model.fuxi;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.model.testing.GoldenCase;

/** One user of a model of 20 items, by the independent float64 reference. */
final class SmallGoldenCase {
    private final JsonNode numbers = GoldenCase.read("fuxi-beta-small.json");

    /** By its name in the file. */
    JsonNode get(String name) {
        return numbers.get(name);
    }

    FuxiBeta model(NDManager manager) {
        FuxiConfig config = GoldenCase.config(numbers.get("cfg"));
        return new FuxiBeta(config, GoldenCase.tensors(numbers.get("weights")), manager);
    }

    /** Of one user of six events; (1, 6). */
    int[][] rows() {
        int[] rows = new int[6];
        for (int i = 0; i < 6; i++) {
            rows[i] = numbers.get("input").get("ids").get(i).asInt();
        }
        return new int[][] {rows};
    }

    /** Of the six events, then of the query; (1, 7). */
    long[][] seconds() {
        long[] seconds = new long[7];
        for (int i = 0; i < 6; i++) {
            seconds[i] = numbers.get("input").get("ts").get(i).asLong();
        }
        seconds[6] = numbers.get("input").get("query_time").asLong();
        return new long[][] {seconds};
    }
}
