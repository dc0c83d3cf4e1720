package io.riffle.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.LoadedModel;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import io.riffle.training.backbone.BackboneScorer;
import io.riffle.training.backbone.QueryTime;
import io.riffle.training.baseline.ItemToItem;
import io.riffle.training.baseline.Popularity;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.dataset.KnownHistory;
import io.riffle.training.evaluation.HopEvaluation;
import io.riffle.training.evaluation.LeaveOneOut;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code riffle evaluate --protocol leave-one-out}: each user's last event, by full ranking. */
final class EvaluateLeaveOneOut {
    private static final int MEMORY = 30;
    private static final String NAME = "leave-one-out";

    private final Console console;
    private final LeaveOneOutArguments arguments;

    EvaluateLeaveOneOut(Console console, LeaveOneOutArguments arguments) {
        this.console = console;
        this.arguments = arguments;
    }

    void run(
            LoadedModel artifact,
            Interactions interactions,
            String device,
            @Nullable Path plot,
            boolean json)
            throws IOException {
        Map<String, Measured> results = new LinkedHashMap<>();
        LeaveOneOut evaluator;
        try (BackboneScorer scorer = BackboneScorer.of(artifact, device)) {
            KnownHistory history = arguments.history(scorer.maxHistory());
            evaluator = new LeaveOneOut(interactions, 1, history);
            LeaveOneOut tieSafe =
                    arguments.tieSafe
                            ? new LeaveOneOut(interactions, 1, history.withoutTies())
                            : null;
            LeaveOneOutNotes.tell(evaluator, tieSafe, interactions, console);
            LeaveOneOutNotes.tell(evaluator, scorer.itemRows(), console);
            rank(evaluator, scorer, "", results);
            if (tieSafe != null) {
                rank(tieSafe, scorer, ", tie-safe", results);
            }
            if (!arguments.hops.isEmpty()) {
                compareHops(new HopEvaluation(interactions, scorer), results);
            }
        }
        if (json) {
            ObjectNode line = JsonLine.object();
            line.put("protocol", NAME);
            line.put("version", artifact.version());
            line.put("seen", arguments.seen.name().toLowerCase(Locale.ROOT));
            line.put("repeated_targets", evaluator.repeated());
            QualityTable.write(line, results);
            console.result(JsonLine.line(line));
        } else {
            QualityTable.print(console, NAME, results);
        }
        if (plot != null) {
            CurvePlot.write(plot, "Quality by epoch", Map.of("backbone", epochs(artifact)));
        }
    }

    private static void rank(
            LeaveOneOut evaluator,
            BackboneScorer scorer,
            String reading,
            Map<String, Measured> results) {
        results.put("popularity" + reading, Measured.of(evaluator.evaluate(new Popularity())));
        results.put(
                "item-to-item" + reading, Measured.of(evaluator.evaluate(new ItemToItem(MEMORY))));
        results.put(
                "backbone, as served" + reading,
                Measured.of(evaluator.evaluate(scorer, QueryTime.OWN, 1)));
        results.put(
                "backbone, as published" + reading,
                Measured.of(evaluator.evaluate(scorer, QueryTime.NEXT, 1)));
    }

    private void compareHops(HopEvaluation evaluation, Map<String, Measured> results) {
        for (HopEvaluation.Result hop : evaluation.evaluate(arguments.hops)) {
            String name = "long histories, hop " + hop.hop();
            results.put(name, Measured.of(hop.metrics()));
            console.note(
                    String.format(
                            Locale.ROOT,
                            "%s: %.1f events read, NDCG@10 %.4f lower than always the newest"
                                    + " (± %.4f)",
                            name,
                            hop.meanWindow(),
                            hop.ndcgLoss(),
                            hop.standardError()));
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
