package io.riffle.training.evaluation;

import io.riffle.artifact.LoadedModel;
import io.riffle.model.psad.DecodingStrategy;
import io.riffle.model.psad.PsadConfig;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.metrics.ListAgreement;
import io.riffle.training.reranker.RerankerTrainer;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trains the reranker and what it has to beat on the same lists, with the same columns, steps and
 * seeds, and adds all of them to an evaluation.
 *
 * <p>The multi-layer perceptron scores every candidate by itself, whoever asks. The listwise
 * transformer is the student without user profile network and without distillation (PRM). Then the
 * whole student: alone, beside a teacher, and distilled from it; then the teacher that distilled
 * it, with several block sizes. Where positions are known an evaluator of whole slates chooses
 * around the student's order. Rerankers of other papers come where they are asked for.
 */
public final class RerankerComparison {
    public static final String FIRST_STAGE = "first stage";
    public static final String PERCEPTRON = "perceptron";
    public static final String TOLD = "perceptron, told who asks";
    public static final String LISTWISE = "listwise transformer";
    public static final String ALONE = "student alone";
    public static final String UNDISTILLED = "student beside teacher";
    public static final String DISTILLED = "student, distilled";
    public static final String GATED = "student, gated";
    public static final String UNTIRED = "student without pair terms";
    public static final String UNCROSSED = "student without crosses";
    public static final String IMPERSONAL = "student without profile network";
    public static final String SORTED = "student, sorted";
    public static final String STUDENT = "student";

    private final List<ListSample> test;
    private final PsadConfig config;
    private final Settings settings;
    private final ComparedTrainings trainings;

    /**
     * What is compared.
     *
     * @param width of every candidate inside the encoder
     * @param layers of the shared encoder
     * @param slate slots the teacher fills
     * @param itemRowWidth width of an item's own row; 0 for items known by their columns alone
     * @param usePosition whether the order in which the candidates come is an input
     * @param historyEvents newest events of the history that are read
     * @param addsFirstStage whether models start from the first stage's order
     * @param timeOfDay whether the time of the day of the request is an input
     * @param epochs passes over the training lists
     * @param tail share of the training lists, the last in time, on which each model chooses how
     *     many of the passes it makes; 0 for all of them
     * @param features names of the columns per candidate
     */
    public record Settings(
            int width,
            int layers,
            int slate,
            int itemRowWidth,
            boolean usePosition,
            int historyEvents,
            boolean addsFirstStage,
            boolean timeOfDay,
            int epochs,
            double tail,
            List<String> features) {}

    /**
     * A comparison in which nothing is trained yet.
     *
     * @param categories of items; items may be missing
     * @param backbone whose item rows are read; null: as the settings say
     * @param progress told what is about to be trained
     */
    public RerankerComparison(
            List<ListSample> train,
            List<ListSample> test,
            Map<String, List<String>> categories,
            Settings settings,
            @Nullable LoadedModel backbone,
            Consumer<String> progress) {
        this.test = test;
        this.settings = settings;
        ComparisonInputs inputs = ComparisonInputs.of(train, categories, settings, backbone);
        config = inputs.config();
        trainings = new ComparedTrainings(train, inputs, settings, progress);
    }

    /** Name of the teacher's ranking at a block size. */
    public static String teacher(int block) {
        return "teacher K=" + block;
    }

    /** Adds the order in which the candidates came. */
    public void addFirstStage(ListEvaluation evaluation) {
        float[][] scores = new float[test.size()][];
        for (int n = 0; n < scores.length; n++) {
            ListSample list = test.get(n);
            // The scores themselves, where there are: equal ones count half in the AUC.
            scores[n] = list.scores().clone();
            if (scores[n].length == 0) {
                scores[n] = new float[list.size()];
                for (int i = 0; i < list.size(); i++) {
                    scores[n][i] = -i;
                }
            }
        }
        evaluation.add(FIRST_STAGE, scores);
    }

    /** Trains and adds the baselines with the seed of the options. */
    public void addBaselines(ListEvaluation evaluation, RerankerOptions options) {
        add(evaluation, PERCEPTRON, config.pointwise(), options.studentOnly());
        add(evaluation, LISTWISE, config.listwiseTransformer(), options.studentOnly());
    }

    /** Trains and adds the rerankers of other papers. */
    public void addRivals(ListEvaluation evaluation, RerankerOptions options) {
        new RivalRankings(trainings, test).add(evaluation, options);
    }

    /**
     * Trains and adds the student taught in the other ways, with the personalised gate, without
     * parts of it, and with nothing but the user vector beside a perceptron. Without the profile
     * network what is placed before a candidate counts alike for all users.
     */
    public void addAblations(ListEvaluation evaluation, RerankerOptions options) {
        PsadConfig told = config.withEncoderLayers(0);
        if (!told.equals(config)) { // it would be the student alone
            add(evaluation, TOLD, told, options.studentOnly());
        }
        add(evaluation, ALONE, config, options.studentOnly());
        if (options.distillation() > 0) {
            add(evaluation, UNDISTILLED, config, options.withoutDistillation());
        } else {
            add(evaluation, DISTILLED, config, options.distilled());
        }
        add(evaluation, GATED, config.withGate(true), options);
        add(evaluation, UNTIRED, config.withListContext(false), options);
        add(evaluation, UNCROSSED, config.withCrosses(false), options);
        add(
                evaluation,
                IMPERSONAL,
                config.listwiseTransformer().withListContext(true).withPlacesApart(true),
                options);
    }

    /** Trains and adds another kind of teacher and its student. */
    public void addTeacher(ListEvaluation evaluation, TeacherKind kind, RerankerOptions options) {
        new TeacherRankings(trainings, test).add(evaluation, kind, options);
    }

    /**
     * Trains and adds the student and its teacher.
     *
     * @param options with a teacher
     * @return how far the teacher's slates, at its own block size, agree with the student's
     */
    public ListAgreement addReranker(ListEvaluation evaluation, RerankerOptions options) {
        try (RerankerTrainer trainer = trainings.trained(STUDENT, config, options)) {
            float[][] scores = trainer.score(test);
            evaluation.add(SORTED, scores);
            evaluation.add(STUDENT, trainer.readOut(test));
            if (settings.usePosition()) { // else nobody knows in which order clicks came about
                new EvaluatorRankings(trainings, test).add(evaluation, scores, options);
            }
            return addTeacher(evaluation, trainer, scores);
        }
    }

    private ListAgreement addTeacher(
            ListEvaluation evaluation, RerankerTrainer trainer, float[][] scores) {
        TreeSet<Integer> blocks =
                new TreeSet<>(List.of(1, Math.min(2, config.slate()), config.slate()));
        blocks.add(Math.min(5, config.slate()));
        blocks.add(config.block());
        ListAgreement agreement = new ListAgreement(0, 0, 0);
        for (int block : blocks) {
            int[][] slates = trainer.teach(test, block, new DecodingStrategy.Greedy());
            evaluation.add(teacher(block), slates);
            if (block == config.block()) {
                agreement = ListAgreement.mean(scores, slates, config.slate());
            }
        }
        return agreement;
    }

    private void add(
            ListEvaluation evaluation, String name, PsadConfig variant, RerankerOptions options) {
        trainings.add(evaluation, name, variant, options, test);
    }
}
