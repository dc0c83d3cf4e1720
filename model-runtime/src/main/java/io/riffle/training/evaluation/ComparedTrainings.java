package io.riffle.training.evaluation;

import io.riffle.model.psad.PsadConfig;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.reranker.EpochChoice;
import io.riffle.training.reranker.RerankerTrainer;
import io.riffle.training.rivals.RivalTrainer;
import io.riffle.training.rivals.RivalTrainer.Paper;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Trains what is compared on the same lists, with the same inputs.
 *
 * <p><b>State</b>: how many passes each ranking makes, once it has chosen.
 */
final class ComparedTrainings {
    private final List<ListSample> train;
    private final ComparisonInputs inputs;
    private final RerankerComparison.Settings settings;
    private final Consumer<String> progress;
    private final Map<String, Integer> passes = new HashMap<>(); // by ranking, once chosen

    /**
     * Nothing is trained yet.
     *
     * @param progress told what is about to be trained
     */
    ComparedTrainings(
            List<ListSample> train,
            ComparisonInputs inputs,
            RerankerComparison.Settings settings,
            Consumer<String> progress) {
        this.train = train;
        this.inputs = inputs;
        this.settings = settings;
        this.progress = progress;
    }

    List<ListSample> lists() {
        return train;
    }

    ComparisonInputs inputs() {
        return inputs;
    }

    /** The architecture of papers that know neither pair terms nor crosses. */
    PsadConfig plain() {
        return inputs.config().withListContext(false).withCrosses(false);
    }

    /** Passes that a ranking has made; where nobody chooses, all make as many. */
    int epochs(String name) {
        return passes.getOrDefault(name, settings.epochs());
    }

    /** Tells that something is about to be trained. */
    void tell(String name, RerankerOptions options, int epochs) {
        progress.accept(
                String.format(Locale.ROOT, "%s, seed %d, %d epochs", name, options.seed(), epochs));
    }

    /** Trains a variant of the reranker; the caller closes it. */
    RerankerTrainer trained(String name, PsadConfig variant, RerankerOptions options) {
        int epochs =
                chosen(
                        name,
                        () -> {
                            try (RerankerTrainer trainer = fresh(variant, options)) {
                                return choice(trainer::fit, trainer::score);
                            }
                        });
        tell(name, options, epochs);
        RerankerTrainer trainer = fresh(variant, options);
        trainer.fit(train, epochs);
        return trainer;
    }

    /** Trains a variant of the reranker, and adds how it scores the test lists. */
    void add(
            ListEvaluation evaluation,
            String name,
            PsadConfig variant,
            RerankerOptions options,
            List<ListSample> test) {
        try (RerankerTrainer trainer = trained(name, variant, options)) {
            evaluation.add(name, trainer.readOut(test));
        }
    }

    /** Trains a reranker of another paper, and adds how it scores the test lists. */
    void add(
            ListEvaluation evaluation,
            String name,
            Paper paper,
            RerankerOptions options,
            List<ListSample> test) {
        int epochs =
                chosen(
                        name,
                        () -> {
                            try (RivalTrainer trainer = fresh(paper, options)) {
                                return choice(trainer::fit, trainer::score);
                            }
                        });
        tell(name, options, epochs);
        try (RivalTrainer trainer = fresh(paper, options)) {
            trainer.fit(train, epochs);
            evaluation.add(name, trainer.score(test));
        }
    }

    private int chosen(String name, IntSupplier choice) {
        return passes.computeIfAbsent(
                name,
                any -> {
                    if (settings.tail() <= 0) {
                        return settings.epochs();
                    }
                    progress.accept(name + ", number of epochs");
                    return choice.getAsInt();
                });
    }

    private int choice(EpochChoice.Fit fit, Function<List<ListSample>, float[][]> scores) {
        return EpochChoice.of(fit, scores, train, settings.tail(), settings.epochs());
    }

    private RivalTrainer fresh(Paper paper, RerankerOptions options) {
        return new RivalTrainer(paper, plain(), inputs.items(), inputs.backboneRows(), options);
    }

    private RerankerTrainer fresh(PsadConfig variant, RerankerOptions options) {
        return new RerankerTrainer(variant, inputs.items(), inputs.backboneRows(), options);
    }
}
