package io.riffle.cli.evaluate;

import io.riffle.artifact.LoadedModel;
import io.riffle.lab.console.CommandException;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import io.riffle.lab.lists.ListSource;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.evaluation.ListEvaluation;
import io.riffle.training.evaluation.ListUtility;
import io.riffle.training.evaluation.RerankerComparison;
import io.riffle.training.evaluation.TeacherKind;
import io.riffle.training.lists.ListSample;
import io.riffle.training.metrics.ListAgreement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code riffle evaluate --lists}: trains the reranker and its baselines on the first lists in
 * time, and compares all of them on the rest.
 */
final class EvaluateLists {
    static final int SLATE = 10;
    private static final int HISTORY = 20;
    private static final int ROW_WIDTH = 16;
    private static final int FEW_LISTS_BATCH = 32;
    private static final float FEW_LISTS_RATE = 5e-4f;
    private final Console console;
    private final ListArguments options;
    private final RankingFile rankings;

    /** Lists as the options say; what comes of each is written to a file of rankings as well. */
    EvaluateLists(Console console, ListArguments options, RankingFile rankings) {
        this.console = console;
        this.options = options;
        this.rankings = rankings;
    }

    /**
     * Compares on lists.
     *
     * @param scoreFrom share of the lists, in time, that are trained on
     * @param backbone whose item rows the rerankers read; null: rows of their own, or none
     */
    void run(ListSource source, double scoreFrom, @Nullable LoadedModel backbone, boolean json) {
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
        ListEvaluation evaluation = new ListEvaluation(test, utility, rankings::write);
        ListAgreement agreement = compare(source, train, test, backbone, evaluation);
        ListReport report = new ListReport(evaluation, agreement, source, train.size());
        if (json) {
            console.result(JsonLine.line(report.json(options.seeds)));
        } else {
            report.lines().forEach(console::result);
        }
    }

    private ListAgreement compare(
            ListSource source,
            List<ListSample> train,
            List<ListSample> test,
            @Nullable LoadedModel backbone,
            ListEvaluation evaluation) {
        RerankerComparison comparison =
                new RerankerComparison(
                        train,
                        test,
                        source.categories(),
                        new RerankerComparison.Settings(
                                options.width,
                                options.layers,
                                SLATE,
                                // Lists without a first stage of their own are news-like: most
                                // test items are new, and a row of their own would be noise.
                                source.ranked() ? ROW_WIDTH : 0,
                                source.ranked(),
                                HISTORY,
                                !source.ranked(),
                                options.timeOfDay,
                                options.epochs,
                                options.tail,
                                source.features()),
                        backbone,
                        what -> console.note("training " + what));
        comparison.addFirstStage(evaluation);
        evaluation.add(
                "click rate so far",
                Arrays.copyOfRange(source.rates(), train.size(), source.lists().size()));
        ListAgreement agreement = new ListAgreement(0, 0, 0);
        for (int seed = 1; seed <= options.seeds; seed++) {
            RerankerOptions training = training(source, seed);
            comparison.addBaselines(evaluation, training);
            if (options.ablations) {
                comparison.addAblations(evaluation, training);
            }
            if (options.baselines) {
                comparison.addRivals(evaluation, training);
            }
            for (TeacherKind kind : options.teachers) {
                comparison.addTeacher(evaluation, kind, training);
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

    private RerankerOptions training(ListSource source, long seed) {
        RerankerOptions usual = RerankerOptions.defaults(seed);
        RerankerOptions taught =
                options.distillation == 0
                        ? usual.withoutDistillation()
                        : usual.withDistillation(usual.target(), options.distillation);
        return source.ranked() ? taught : taught.withSteps(FEW_LISTS_BATCH, FEW_LISTS_RATE);
    }
}
