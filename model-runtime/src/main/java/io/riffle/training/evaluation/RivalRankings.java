package io.riffle.training.evaluation;

import io.riffle.model.psad.PsadConfig;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.rivals.RivalOptions;
import io.riffle.training.rivals.RivalTrainer.Paper;
import java.util.List;

/**
 * Rankings of rerankers of other papers. Those that are a part of ours are trained as ours is:
 *
 * <p><b>SetRank</b>: self-attention over the candidates without their order, a listwise loss; a
 * permutation of the input permutes the scores (Pang et al., SIGIR 2020, arXiv 1912.05891: the
 * variant with plain self-attention blocks; the first stage's score is a column). Where positions
 * are no input the usual listwise transformer is the same model.
 *
 * <p><b>MIR</b>: every candidate attends to the user's history before the candidates attend to each
 * other (Xi et al., SIGIR 2022, arXiv 2204.09370); without its affinities of single features and
 * its personal decay in time.
 *
 * <p><b>RankT5</b>: the perceptron with each of the losses that paper compares (Zhuang et al.,
 * SIGIR 2023, arXiv 2210.10634); its listwise softmax is the perceptron of the usual table.
 *
 * <p>PRM without its pre-trained vector of the user is the usual table's listwise transformer (Pei
 * et al., RecSys 2019, arXiv 1904.06813), but that positions are a learned bias of pairs by their
 * distance, not a row each, and that layers are normalised before, not after.
 */
final class RivalRankings {
    private final ComparedTrainings trainings;
    private final List<ListSample> test;

    RivalRankings(ComparedTrainings trainings, List<ListSample> test) {
        this.trainings = trainings;
        this.test = test;
    }

    /** Trains and adds all with the seed of the options. */
    void add(ListEvaluation evaluation, RerankerOptions options) {
        PsadConfig config = trainings.plain();
        PsadConfig listwise = config.listwiseTransformer();
        RerankerOptions alone = options.studentOnly();
        trainings.add(evaluation, "SetRank", listwise.withoutPositions(), alone, test);
        trainings.add(evaluation, "MIR", listwise.withCandidateHistory(true), alone, test);
        trainings.add(
                evaluation,
                "RankT5, pointwise",
                config.pointwise(),
                RivalOptions.pointwise(options),
                test);
        add(evaluation, "RankT5, pairwise", Paper.RANKT5_PAIRWISE, options);
        add(evaluation, "DLCM", Paper.DLCM, options);
        add(evaluation, "Seq2Slate", Paper.SEQ2SLATE, options);
        add(evaluation, "NAR4Rec", Paper.NAR4REC, options);
    }

    private void add(ListEvaluation evaluation, String name, Paper paper, RerankerOptions options) {
        trainings.add(evaluation, name, paper, options, test);
    }
}
