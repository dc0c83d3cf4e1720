package io.riffle.cli.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.lab.console.JsonLine;
import io.riffle.lab.lists.ListSource;
import io.riffle.training.evaluation.ListEvaluation;
import io.riffle.training.evaluation.RerankerComparison;
import io.riffle.training.metrics.ListAgreement;
import io.riffle.training.metrics.PairedBootstrap.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What came out of a comparison on lists.
 *
 * @param trained lists of the source that were trained on, the first in time
 */
record ListReport(
        ListEvaluation evaluation, ListAgreement agreement, ListSource source, int trained) {
    private static final int ENOUGH_TRAININGS = 5;
    private static final List<String> SHOWN =
            List.of("ndcg_at_5", "ndcg_at_10", "map_at_10", "hr_at_1", "mrr", "auc");

    /** The comparison for people to read. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<String> measures =
                evaluation.measures().stream()
                        .filter(m -> SHOWN.contains(m) || m.equals(ListEvaluation.UTILITY))
                        .toList();
        StringBuilder header = new StringBuilder(String.format(Locale.ROOT, "%-24s", "ranking"));
        measures.forEach(measure -> header.append(String.format(Locale.ROOT, "%11s", measure)));
        lines.add(header.toString());
        for (String ranking : evaluation.rankings()) {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-24s", ranking));
            for (String measure : measures) {
                line.append(number("%11.4f", evaluation.mean(ranking, measure)));
            }
            lines.add(line.toString());
        }
        source.references()
                .forEach(
                        (name, clicks) ->
                                lines.add(
                                        String.format(
                                                Locale.ROOT,
                                                "%-34s utility %.4f, nothing trained",
                                                name,
                                                tested(clicks))));
        lines.add("");
        lines.add(
                String.format(Locale.ROOT, "student minus ... (95 %% interval over %s)", drawn()));
        for (String ranking : evaluation.rankings()) {
            if (!ranking.equals(RerankerComparison.STUDENT)) {
                StringBuilder line =
                        new StringBuilder(String.format(Locale.ROOT, "%-24s", ranking));
                for (String measure : measures) {
                    Interval interval =
                            evaluation.difference(RerankerComparison.STUDENT, ranking, measure);
                    line.append(
                            String.format(
                                    Locale.ROOT,
                                    "  %s %+.4f [%+.4f, %+.4f]",
                                    measure,
                                    interval.mean(),
                                    interval.low(),
                                    interval.high()));
                }
                lines.add(line.toString());
            }
        }
        lines.add(
                String.format(
                        Locale.ROOT,
                        "teacher and student agree: first item %.3f, first %d %.3f, Kendall %.3f;"
                                + " %d test lists, %.1f %% without a click; %d bad rows",
                        agreement.top(),
                        EvaluateLists.SLATE,
                        agreement.overlap(),
                        agreement.kendall(),
                        evaluation.size(),
                        100 * evaluation.skippedShare(),
                        source.bad()));
        return lines;
    }

    /** All measures of all rankings. */
    ObjectNode json(int seeds) {
        ObjectNode root = JsonLine.object();
        root.put("train_lists", trained);
        root.put("test_lists", evaluation.size());
        root.put("skipped_share", evaluation.skippedShare());
        root.put("seeds", seeds);
        root.put("intervals_over", seeds == 1 ? "lists" : "trainings and lists");
        root.put("bad_rows", source.bad());
        if (!source.references().isEmpty()) {
            ObjectNode references = root.putObject("reference_utility");
            source.references().forEach((name, clicks) -> references.put(name, tested(clicks)));
        }
        ObjectNode rankings = root.putObject("rankings");
        ObjectNode differences = root.putObject("student_minus");
        for (String ranking : evaluation.rankings()) {
            ObjectNode values = rankings.putObject(ranking);
            ObjectNode deviations = values.putObject("seed_deviation");
            for (String measure : evaluation.measures()) {
                values.put(measure, evaluation.mean(ranking, measure));
                deviations.put(measure, evaluation.seedDeviation(ranking, measure));
            }
            if (!ranking.equals(RerankerComparison.STUDENT)) {
                ObjectNode difference = differences.putObject(ranking);
                for (String measure : evaluation.measures()) {
                    Interval interval =
                            evaluation.difference(RerankerComparison.STUDENT, ranking, measure);
                    difference
                            .putArray(measure)
                            .add(interval.mean())
                            .add(interval.low())
                            .add(interval.high());
                }
            }
        }
        ObjectNode agree = root.putObject("agreement");
        agree.put("top", agreement.top());
        agree.put("overlap", agreement.overlap());
        agree.put("kendall", agreement.kendall());
        return root;
    }

    /** What intervals are drawn over, and what that leaves open. */
    private String drawn() {
        int trainings = evaluation.trainings(RerankerComparison.STUDENT);
        if (trainings == 1) {
            return "lists alone: one training each, of another it says nothing";
        }
        return trainings < ENOUGH_TRAININGS
                ? String.format(
                        Locale.ROOT,
                        "%d trainings and lists; five or more tell more of trainings",
                        trainings)
                : String.format(Locale.ROOT, "%d trainings and lists", trainings);
    }

    /** Mean over the test lists. */
    private double tested(double[] clicks) {
        return Arrays.stream(clicks, trained, clicks.length).average().orElse(Double.NaN);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
