package io.riffle.cli.learn;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.store.ModelStore;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code riffle pretrain} has published.
 *
 * @param backbone its manifest
 * @param metrics of the backbone
 * @param reranker its manifest; null when none was trained
 */
record PretrainReport(
        ModelStore store, Manifest backbone, ObjectNode metrics, @Nullable Manifest reranker) {

    void print(Console console, boolean json) {
        if (json) {
            console.result(JsonLine.line(toJson()));
            return;
        }
        console.result("backbone version " + backbone.version() + " in " + uri(backbone));
        if (metrics.has("published_ndcg_at_10")) {
            console.result(
                    "leave-one-out, as served: "
                            + quality("served_")
                            + "; tie-safe: "
                            + quality("served_tie_safe_")
                            + "; as published: "
                            + quality("published_"));
        }
        if (reranker != null) {
            console.result(
                    "reranker version "
                            + reranker.version()
                            + " in "
                            + uri(reranker)
                            + ": "
                            + reranker.metrics());
        }
    }

    private String quality(String reading) {
        return String.format(
                Locale.ROOT,
                "NDCG@10 %.4f, HR@10 %.4f",
                metrics.get(reading + "ndcg_at_10").doubleValue(),
                metrics.get(reading + "hr_at_10").doubleValue());
    }

    private ObjectNode toJson() {
        ObjectNode line = JsonLine.object();
        line.put("uri", uri(backbone));
        line.put("version", backbone.version());
        line.set("metrics", metrics);
        if (reranker != null) {
            ObjectNode second = line.putObject("reranker");
            second.put("uri", uri(reranker));
            second.put("version", reranker.version());
            second.set("metrics", reranker.metrics());
        }
        return line;
    }

    private String uri(Manifest manifest) {
        return store.uri(manifest.model(), manifest.version());
    }
}
