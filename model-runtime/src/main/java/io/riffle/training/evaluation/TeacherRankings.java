package io.riffle.training.evaluation;

import io.riffle.model.psad.DecodingStrategy;
import io.riffle.model.psad.PsadConfig;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.reranker.RerankerTrainer;
import java.util.List;

/** Rankings of other slate decoders, and of the students that learn beside them. */
final class TeacherRankings {
    /** Rounds of masked prediction. */
    private static final int ROUNDS = 4;

    /** Weight of likeness in the contrastive read-out. */
    private static final double LIKENESS = .1;

    private final ComparedTrainings trainings;
    private final List<ListSample> test;

    TeacherRankings(ComparedTrainings trainings, List<ListSample> test) {
        this.trainings = trainings;
        this.test = test;
    }

    /** Trains a teacher of a kind with its student, and adds both. */
    void add(ListEvaluation evaluation, TeacherKind kind, RerankerOptions options) {
        PsadConfig config = trainings.inputs().config();
        RerankerOptions changed = kind.training(options.change()).build();
        try (RerankerTrainer trainer = trainings.trained(kind.label(), config, changed)) {
            evaluation.add(kind.label() + ", student", trainer.readOut(test));
            evaluation.add(kind.label() + ", teacher", slates(trainer, kind, config.slate()));
        }
    }

    private int[][] slates(RerankerTrainer trainer, TeacherKind kind, int slots) {
        int block = kind.block(slots);
        return switch (kind.reading()) {
            case GREEDY -> trainer.teach(test, block, new DecodingStrategy.Greedy());
            case SUREST -> trainer.teach(test, block, new DecodingStrategy.ConfidenceFirst());
            case CONTRASTIVE ->
                    trainer.teach(test, block, new DecodingStrategy.Contrastive(LIKENESS));
            case MASKED -> trainer.teachMasked(test, ROUNDS);
        };
    }
}
