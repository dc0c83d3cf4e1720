package io.riffle.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.LoadedModel;
import io.riffle.cli.console.Console;
import io.riffle.cli.console.Json;
import io.riffle.training.BackboneScorer;
import io.riffle.training.Evaluator;
import io.riffle.training.HopEvaluation;
import io.riffle.training.Interactions;
import io.riffle.training.ItemToItem;
import io.riffle.training.Popularity;
import io.riffle.training.QueryTime;
import io.riffle.training.RankingMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code riffle evaluate --protocol leave-one-out}: each user's last event, by full ranking. */
final class EvaluateLeaveOneOut {
    private static final int MEMORY = 30;
    private static final String NAME = "leave-one-out";

    private final Console console;
    private final List<Integer> hops;

    /**
     * @param hops events that leave a full window at once, to be compared with always the newest
     */
    EvaluateLeaveOneOut(Console console, List<Integer> hops) {
        this.console = console;
        this.hops = hops;
    }

    void run(
            LoadedModel artifact,
            Interactions interactions,
            String device,
            @Nullable Path plot,
            boolean json)
            throws IOException {
        Map<String, RankingMetrics> results = new LinkedHashMap<>();
        Evaluator evaluator = new Evaluator(interactions, 1);
        results.put("popularity", evaluator.evaluate(new Popularity()));
        results.put("item-to-item", evaluator.evaluate(new ItemToItem(MEMORY)));
        try (BackboneScorer scorer = BackboneScorer.of(artifact, device)) {
            results.put("backbone, as published", evaluator.evaluate(scorer, QueryTime.NEXT, 1));
            results.put("backbone, as served", evaluator.evaluate(scorer, QueryTime.OWN, 1));
            if (!hops.isEmpty()) {
                compareHops(new HopEvaluation(interactions, scorer), results);
            }
        }
        if (json) {
            ObjectNode line = Json.object();
            line.put("protocol", NAME);
            line.put("version", artifact.version());
            QualityTable.write(line, results);
            console.result(Json.line(line));
        } else {
            QualityTable.print(console, NAME, results);
        }
        if (plot != null) {
            CurvePlot.write(plot, "Quality by epoch", Map.of("backbone", epochs(artifact)));
        }
    }

    private void compareHops(HopEvaluation evaluation, Map<String, RankingMetrics> results) {
        for (HopEvaluation.Result hop : evaluation.evaluate(hops)) {
            String name = "long histories, hop " + hop.hop();
            results.put(name, hop.metrics());
            console.note(
                    "%s: %.1f events read, NDCG@10 %.4f lower than always the newest (± %.4f)"
                            .formatted(
                                    name, hop.meanWindow(), hop.ndcgLoss(), hop.standardError()));
        }
    }

    private static List<Double> epochs(LoadedModel artifact) {
        List<Double> curve = new ArrayList<>();
        JsonNode training = artifact.manifest().training();
        if (training != null) {
            String measure = training.at("/curve/0").has("ndcg_at_10") ? "ndcg_at_10" : "loss";
            training.path("curve").forEach(point -> curve.add(point.path(measure).asDouble()));
        }
        return curve;
    }
}
