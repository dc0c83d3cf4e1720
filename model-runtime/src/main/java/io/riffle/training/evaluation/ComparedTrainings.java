package io.riffle.training.evaluation;

import io.riffle.model.psad.PsadConfig;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.reranker.EpochChoice;
import io.riffle.training.reranker.RerankerTrainer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

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

    /** Passes over the lists where nobody chooses. */
    int epochs() {
        return settings.epochs();
    }

    /** Tells that something is about to be trained. */
    void tell(String name, RerankerOptions options, int epochs) {
        progress.accept(
                String.format(Locale.ROOT, "%s, seed %d, %d epochs", name, options.seed(), epochs));
    }

    /** Trains a variant of the reranker; the caller closes it. */
    RerankerTrainer trained(String name, PsadConfig variant, RerankerOptions options) {
        int epochs = passes.computeIfAbsent(name, any -> epochs(name, variant, options));
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

    private int epochs(String name, PsadConfig variant, RerankerOptions options) {
        if (settings.tail() <= 0) {
            return settings.epochs();
        }
        progress.accept(name + ", number of epochs");
        try (RerankerTrainer trainer = fresh(variant, options)) {
            return EpochChoice.of(trainer, train, settings.tail(), settings.epochs());
        }
    }

    private RerankerTrainer fresh(PsadConfig variant, RerankerOptions options) {
        return new RerankerTrainer(variant, inputs.items(), inputs.backboneRows(), options);
    }
}
