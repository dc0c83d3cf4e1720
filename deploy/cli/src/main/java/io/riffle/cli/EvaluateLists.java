package io.riffle.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.cli.console.CommandException;
import io.riffle.cli.console.Console;
import io.riffle.cli.console.Json;
import io.riffle.training.ListAgreement;
import io.riffle.training.ListEvaluation;
import io.riffle.training.ListSample;
import io.riffle.training.ListUtility;
import io.riffle.training.PairedBootstrap.Interval;
import io.riffle.training.RerankerComparison;
import io.riffle.training.RerankerOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@code riffle evaluate --lists}: trains the reranker and its baselines on the first lists in
 * time, and compares all of them on the rest.
 */
final class EvaluateLists {
    private static final int SLATE = 10;
    private static final int HISTORY = 20;
    private static final int ROW_WIDTH = 16;
    private static final List<String> SHOWN =
            List.of("ndcg_at_5", "ndcg_at_10", "map_at_10", "hr_at_1", "mrr", "auc");

    private final Console console;
    private final ListOptions options;

    EvaluateLists(Console console, ListOptions options) {
        this.console = console;
        this.options = options;
    }

    /**
     * Compares on lists.
     *
     * @param scoreFrom share of the lists, in time, that are trained on
     */
    int run(ListSource source, double scoreFrom, boolean json) {
        int split = (int) Math.floor(scoreFrom * source.lists().size());
        if (split < 1 || split >= source.lists().size()) {
            throw new CommandException(
                    "The split ("
                            + split
                            + ") of "
                            + source.lists().size()
                            + " lists must leave some on both sides.\nMaybe change --score-from.");
        }
        List<ListSample> train = source.lists().subList(0, split);
        List<ListSample> test = source.lists().subList(split, source.lists().size());
        ListSource.Worth worth = source.worth();
        ListUtility utility = worth == null ? null : (list, order) -> worth.of(split + list, order);
        ListEvaluation evaluation = new ListEvaluation(test, utility);
        ListAgreement agreement = compare(source, train, test, evaluation);
        if (json) {
            console.result(Json.line(json(evaluation, agreement, source, train.size())));
        } else {
            print(evaluation, agreement, source, train.size());
        }
        return 0;
    }

    private ListAgreement compare(
            ListSource source,
            List<ListSample> train,
            List<ListSample> test,
            ListEvaluation evaluation) {
        RerankerComparison comparison =
                new RerankerComparison(
                        train,
                        test,
                        source.categories(),
                        new RerankerComparison.Settings(
                                options.width,
                                1,
                                SLATE,
                                // Lists without a first stage of their own are news-like: most
                                // test items are new, and a row of their own would be noise.
                                source.ranked() ? ROW_WIDTH : 0,
                                source.ranked(),
                                HISTORY,
                                options.epochs,
                                source.features()),
                        what -> console.note("training " + what));
        comparison.addFirstStage(evaluation);
        evaluation.add(
                "click rate so far",
                Arrays.copyOfRange(source.rates(), train.size(), source.lists().size()));
        ListAgreement agreement = new ListAgreement(0, 0, 0);
        for (int seed = 1; seed <= options.seeds; seed++) {
            RerankerOptions training = RerankerOptions.defaults(seed);
            comparison.addBaselines(evaluation, training);
            if (options.ablations) {
                comparison.addAblations(evaluation, training);
            }
            ListAgreement one = comparison.addReranker(evaluation, training);
            agreement =
                    new ListAgreement(
                            agreement.top() + one.top() / options.seeds,
                            agreement.overlap() + one.overlap() / options.seeds,
                            agreement.kendall() + one.kendall() / options.seeds);
        }
        return agreement;
    }

    private void print(
            ListEvaluation evaluation, ListAgreement agreement, ListSource source, int trained) {
        List<String> measures =
                evaluation.measures().stream()
                        .filter(m -> SHOWN.contains(m) || m.equals(ListEvaluation.UTILITY))
                        .toList();
        StringBuilder header = new StringBuilder("%-24s".formatted("ranking"));
        measures.forEach(measure -> header.append("%11s".formatted(measure)));
        console.result(header.toString());
        for (String ranking : evaluation.rankings()) {
            StringBuilder line = new StringBuilder("%-24s".formatted(ranking));
            for (String measure : measures) {
                line.append(number("%11.4f", evaluation.mean(ranking, measure)));
            }
            console.result(line.toString());
        }
        if (source.oracle().length > 0) {
            console.result(number("oracle utility %.4f", oracle(source, trained)));
        }
        console.result("");
        console.result("student minus ... (95 % interval over lists)");
        for (String ranking : evaluation.rankings()) {
            if (!ranking.equals(RerankerComparison.STUDENT)) {
                StringBuilder line = new StringBuilder("%-24s".formatted(ranking));
                for (String measure : measures) {
                    Interval interval =
                            evaluation.difference(RerankerComparison.STUDENT, ranking, measure);
                    line.append(
                            "  %s %+.4f [%+.4f, %+.4f]"
                                    .formatted(
                                            measure,
                                            interval.mean(),
                                            interval.low(),
                                            interval.high()));
                }
                console.result(line.toString());
            }
        }
        console.result(
                ("teacher and student agree: first item %.3f, first %d %.3f, Kendall %.3f; %d test"
                                + " lists, %.1f %% without a click; %d bad rows")
                        .formatted(
                                agreement.top(),
                                SLATE,
                                agreement.overlap(),
                                agreement.kendall(),
                                evaluation.size(),
                                100 * evaluation.skippedShare(),
                                source.bad()));
    }

    private ObjectNode json(
            ListEvaluation evaluation, ListAgreement agreement, ListSource source, int trained) {
        ObjectNode root = Json.object();
        root.put("train_lists", trained);
        root.put("test_lists", evaluation.size());
        root.put("skipped_share", evaluation.skippedShare());
        root.put("seeds", options.seeds);
        root.put("bad_rows", source.bad());
        if (source.oracle().length > 0) {
            root.put("oracle_utility", oracle(source, trained));
        }
        ObjectNode rankings = root.putObject("rankings");
        ObjectNode differences = root.putObject("student_minus");
        for (String ranking : evaluation.rankings()) {
            ObjectNode values = rankings.putObject(ranking);
            ObjectNode seeds = values.putObject("seed_deviation");
            for (String measure : evaluation.measures()) {
                values.put(measure, evaluation.mean(ranking, measure));
                seeds.put(measure, evaluation.seedDeviation(ranking, measure));
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

    private static double oracle(ListSource source, int from) {
        double[] tested = Arrays.copyOfRange(source.oracle(), from, source.oracle().length);
        return Arrays.stream(tested).average().orElse(Double.NaN);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
