package io.riffle.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.cli.console.Console;
import io.riffle.training.RankingMetrics;
import java.util.Map;

/** Ranking quality by name: a table for people, a node for programs. */
final class QualityTable {
    private QualityTable() {}

    static void print(Console console, String title, Map<String, RankingMetrics> results) {
        console.result(
                "%-30s %9s %8s %8s %8s %8s %8s %8s"
                        .formatted(
                                title, "events", "HR@1", "HR@10", "HR@50", "NDCG@10", "NDCG@50",
                                "MRR"));
        results.forEach(
                (name, metrics) ->
                        console.result(
                                "%-30s %,9d %8.4f %8.4f %8.4f %8.4f %8.4f %8.4f"
                                        .formatted(
                                                name,
                                                metrics.count(),
                                                metrics.hitRate(1),
                                                metrics.hitRate(10),
                                                metrics.hitRate(50),
                                                metrics.ndcg(10),
                                                metrics.ndcg(50),
                                                metrics.mrr())));
    }

    static void write(ObjectNode line, Map<String, RankingMetrics> results) {
        ObjectNode of = line.putObject("results");
        results.forEach(
                (name, metrics) -> {
                    ObjectNode node = of.putObject(name);
                    metrics.asMap().forEach(node::put);
                });
    }
}
