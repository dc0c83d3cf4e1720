package io.riffle.training.backbone;

import static io.riffle.training.backbone.LossOutcome.POSITIONS;
import static io.riffle.training.backbone.LossOutcome.targets;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The gradient formed by hand is the one automatic differentiation gives. */
class SharedSoftmaxLossTest {
    private static final float TEMPERATURE = 0.05f;

    /** Nothing is next to certain. */
    private static final float MILD = 0.5f;

    @Test
    void overEveryItemItEqualsThePlainSoftmax() {
        long[] targets = targets();
        LossOutcome plain =
                LossOutcome.of(
                        (rows, items) -> {
                            NDArray logits =
                                    rows.matMul(items.get(new NDIndex("1:")).transpose())
                                            .div(TEMPERATURE);
                            NDArray places = rows.getManager().create(targets).sub(1);
                            NDArray value =
                                    logits.logSoftmax(1)
                                            .gather(places.expandDims(1), 1)
                                            .mean()
                                            .neg();
                            return new Loss(value, value);
                        });
        LossOutcome ours =
                LossOutcome.of(
                        (rows, items) ->
                                new SharedSoftmaxLoss(TEMPERATURE)
                                        .of(
                                                rows,
                                                items.get(rows.getManager().create(targets)),
                                                items.get(new NDIndex("1:")),
                                                rows.getManager().zeros(new Shape(POSITIONS, 1)),
                                                even(rows.getManager()),
                                                null));
        ours.isThatOf(plain);
    }

    @Test
    void overDrawnItemsItEqualsTheSampledSoftmaxWithTheTargetCountedOnce() {
        long[] targets = targets();
        long[] drawn = {1, 2, 3, 5, 8, 13, 21, 34};
        LossOutcome plain =
                LossOutcome.of(
                        (rows, items) ->
                                new SampledSoftmaxLoss(TEMPERATURE)
                                        .of(
                                                rows,
                                                items,
                                                rows.getManager().create(targets),
                                                rows.getManager().create(drawn),
                                                even(rows.getManager()),
                                                null));
        LossOutcome ours =
                LossOutcome.of(
                        (rows, items) -> {
                            NDManager scratch = rows.getManager();
                            NDArray wanted = scratch.create(targets);
                            NDArray among =
                                    wanted.expandDims(1)
                                            .eq(scratch.create(drawn))
                                            .toType(DataType.FLOAT32, false)
                                            .sum(new int[] {1}, true);
                            return new SharedSoftmaxLoss(TEMPERATURE)
                                    .of(
                                            rows,
                                            items.get(wanted),
                                            items.get(scratch.create(drawn)),
                                            among.neg().add(1),
                                            even(scratch),
                                            null);
                        });
        ours.isThatOf(plain);
    }

    @Test
    void aTargetOfWeightThreeTeachesAsThreeDo() {
        long[] once = targets();
        float[] weights = new float[POSITIONS];
        long[] thrice = new long[3 * POSITIONS];
        int[] rowsOf = new int[thrice.length];
        int size = 0;
        for (int i = 0; i < POSITIONS; i++) {
            weights[i] = i % 4 == 0 ? 3 : i % 4 == 1 ? 0 : 1;
            for (int n = 0; n < weights[i]; n++) {
                rowsOf[size] = i;
                thrice[size++] = once[i];
            }
        }
        long[] targets = Arrays.copyOf(thrice, size);
        int[] repeated = Arrays.copyOf(rowsOf, size);
        float[] ones = new float[size];
        Arrays.fill(ones, 1);
        for (Negatives negatives : new Negatives[] {Negatives.ALL, Negatives.SHARED}) {
            BackboneLoss loss = loss(negatives);
            LossOutcome weighed =
                    LossOutcome.of((rows, items) -> of(loss, rows, items, once, weights));
            LossOutcome many =
                    LossOutcome.of(
                            (rows, items) ->
                                    of(
                                            loss,
                                            rows.get(rows.getManager().create(repeated)),
                                            items,
                                            targets,
                                            ones));
            weighed.isThatOf(many);
        }
    }

    @Test
    void drawnForEachPositionATargetWithoutWeightTeachesNothing() {
        long[] targets = targets();
        float[] weights = new float[POSITIONS];
        Arrays.fill(weights, 0, POSITIONS / 2, 2);
        BackboneLoss loss = loss(Negatives.PER_POSITION);
        LossOutcome half = LossOutcome.of((rows, items) -> of(loss, rows, items, targets, weights));

        float[] gradient = half.rowGradient();
        int width = gradient.length / POSITIONS;
        for (int i = gradient.length / 2; i < gradient.length; i++) {
            assertThat(gradient[i]).as("position %s", i / width).isZero();
        }
        assertThat(gradient[0]).isNotZero();
        assertThat(half.value()).isPositive().isFinite();
    }

    @Test
    void anUnwantedTargetsChanceIsLoweredByItsOwnLoss() {
        long[] targets = targets();
        float[] weights = new float[POSITIONS];
        float[] unwanted = new float[POSITIONS];
        for (int i = 0; i < POSITIONS; i++) {
            weights[i] = i % 3 == 0 ? -2 : 1;
            unwanted[i] = i % 3 == 0 ? 1 : 0;
        }
        float[] divisors = BackboneLoss.divisors(weights);
        LossOutcome plain =
                LossOutcome.of(
                        (rows, items) -> {
                            NDManager scratch = rows.getManager();
                            NDArray logits =
                                    rows.matMul(items.get(new NDIndex("1:")).transpose()).div(MILD);
                            NDArray places = scratch.create(targets).sub(1).expandDims(1);
                            NDArray likely = logits.logSoftmax(1).gather(places, 1);
                            NDArray not = likely.exp().neg().add(1).log().neg();
                            NDArray is = scratch.create(unwanted, new Shape(POSITIONS, 1));
                            NDArray value =
                                    likely.neg()
                                            .mul(is.neg().add(1))
                                            .add(not.mul(is))
                                            .div(scratch.create(divisors, new Shape(POSITIONS, 1)))
                                            .sum();
                            return new Loss(value, value);
                        });
        LossOutcome ours =
                LossOutcome.of(
                        (rows, items) ->
                                of(loss(Negatives.ALL, MILD), rows, items, targets, weights));
        ours.isThatOf(plain);
    }

    @Test
    void drawnForEachPositionWhatIsNotWantedIsPushedAway() {
        long[] targets = targets();
        float[] wanted = new float[POSITIONS];
        Arrays.fill(wanted, 1);
        float[] unwanted = new float[POSITIONS];
        Arrays.fill(unwanted, -1);
        BackboneLoss loss = loss(Negatives.PER_POSITION, MILD);
        LossOutcome towards =
                LossOutcome.of((rows, items) -> of(loss, rows, items, targets, wanted));
        LossOutcome away =
                LossOutcome.of((rows, items) -> of(loss, rows, items, targets, unwanted));

        double product = 0;
        for (int i = 0; i < towards.rowGradient().length; i++) {
            product += towards.rowGradient()[i] * away.rowGradient()[i];
        }
        assertThat(product).isNegative();
    }

    private static Loss of(
            BackboneLoss loss, NDArray rows, NDArray items, long[] targets, float[] weights) {
        return loss.of(rows.getManager(), rows, items, targets, weights, new SplittableRandom(5));
    }

    private static BackboneLoss loss(Negatives negatives) {
        return loss(negatives, TEMPERATURE);
    }

    private static BackboneLoss loss(Negatives negatives, float temperature) {
        TrainingOptions options =
                new TrainingOptions(
                        1, 64, .01f, 0, 1, 0, 0, negatives, 8, QueryTime.OWN, Windows.ALL, 7);
        return new BackboneLoss(options, temperature);
    }

    /** Every position of weight 1. */
    private static NDArray even(NDManager manager) {
        return manager.ones(new Shape(POSITIONS, 1)).mul(POSITIONS);
    }
}
