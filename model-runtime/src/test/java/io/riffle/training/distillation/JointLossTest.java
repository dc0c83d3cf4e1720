package io.riffle.training.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.training.lists.ListSample;
import io.riffle.training.metrics.Dcg;
import io.riffle.training.testing.ShownLists;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class JointLossTest {
    private static final RerankerOptions OPTIONS =
            RerankerOptions.defaults(3).change().dropout(0).averaging(0).build();

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void distillationTeachesTheStudentAndNeverTheTeacher(DistillationTarget target) {
        RerankerOptions options = OPTIONS.withDistillation(target, .5f);
        Map<String, Double> norms = gradients(options, unclicked(), 1);
        assertThat(total(norms, "decoder.")).isZero();
        assertThat(total(norms, "student.")).isPositive();
        assertThat(total(norms, "encoder.")).isPositive();
        assertThat(total(norms, "profile.")).isPositive();
    }

    @Test
    void distillationStopsAtTheScorerWhenAskedTo() {
        RerankerOptions options =
                RerankerOptions.defaults(3)
                        .change()
                        .dropout(0)
                        .averaging(0)
                        .distillIntoEncoder(false)
                        .build();
        Map<String, Double> norms = gradients(options, unclicked(), 1);
        assertThat(total(norms, "student.")).isPositive();
        assertThat(total(norms, "encoder.")).isZero();
        assertThat(total(norms, "profile.")).isZero();
    }

    @Test
    void listsWithoutAClickTeachNothing() {
        Map<String, Double> norms = gradients(OPTIONS, unclicked(), 0);
        assertThat(norms.values()).allMatch(norm -> norm == 0);
    }

    @Test
    void labelsTeachDecoderAndStudentThroughOneEncoder() {
        Map<String, Double> norms = gradients(OPTIONS, ShownLists.draw(6, 7, 3), 0);
        assertThat(total(norms, "decoder.")).isPositive();
        assertThat(total(norms, "student.")).isPositive();
        assertThat(total(norms, "encoder.")).isPositive();
        assertThat(total(norms, "profile.")).isPositive();
    }

    @Test
    void studentAloneHasNoDecoder() {
        Map<String, Double> norms = gradients(OPTIONS.studentOnly(), ShownLists.draw(6, 7, 3), 0);
        assertThat(norms.keySet()).noneMatch(name -> name.startsWith("decoder."));
    }

    @ParameterizedTest
    @EnumSource(RollIn.class)
    void everyRollInGivesAFiniteLossOnRaggedLists(RollIn rollIn) {
        List<ListSample> lists =
                List.of(
                        ShownLists.draw(1, 7, 1).get(0),
                        ShownLists.draw(1, 2, 2).get(0),
                        ShownLists.draw(1, 1, 3).get(0));
        for (SlotLabel target : SlotLabel.values()) {
            for (float masked : new float[] {0, 1}) {
                RerankerOptions options =
                        RerankerOptions.defaults(3)
                                .change()
                                .dropout(0)
                                .averaging(0)
                                .rollIn(rollIn)
                                .slotTarget(target)
                                .hinge(.3f)
                                .maskPredict(masked)
                                .build();
                assertThat(gradients(options, lists, .5f).values())
                        .allMatch(norm -> Double.isFinite(norm));
            }
        }
    }

    @Test
    void labelOrderIsFollowedSlotBySlotByTheExactTarget() {
        List<ListSample> lists = ShownLists.draw(4, 6, 5);
        ListBatch batch = batch(lists);
        int[][] order = RollIns.draw(RollIn.LABEL, batch, 4, new SplittableRandom(1));
        TeacherSlots slots = new SlotLabels(SlotLabel.LABEL_ORDER, 10).of(batch, order, null);
        for (int b = 0; b < 4; b++) {
            for (int t = 0; t < 4; t++) {
                for (int i = 0; i < 6; i++) {
                    float asked = slots.target_BSK[(b * 4 + t) * 6 + i];
                    assertThat(asked > 0).isEqualTo(i == order[b][t] && batch.total(b) > 0);
                }
            }
        }
    }

    @Test
    void slotsAskForAnyRemainingPositiveAndWeighLikeNdcg() {
        List<ListSample> lists = ShownLists.draw(8, 6, 5);
        ListBatch batch = batch(lists);
        int[][] order = RollIns.draw(RollIn.FIRST_STAGE_PL, batch, 4, new SplittableRandom(1));
        TeacherSlots slots = new SlotLabels(SlotLabel.REMAINING, 10).of(batch, order, null);
        for (int b = 0; b < 8; b++) {
            for (int t = 0; t < 4; t++) {
                double asked = 0;
                double remaining = 0;
                for (int i = 0; i < 6; i++) {
                    int at = (b * 4 + t) * 6 + i;
                    asked += slots.target_BSK[at];
                    boolean placed = false;
                    for (int before = 0; before < t; before++) {
                        placed |= order[b][before] == i;
                    }
                    assertThat(slots.blocked_BSK[at]).isEqualTo(placed ? 1 : 0);
                    remaining += placed ? 0 : lists.get(b).labels()[i];
                }
                double expected = remaining > 0 ? Dcg.discount(t) / batch.clicked() / 2.5616 : 0;
                assertThat(asked).isCloseTo(expected, within(1e-4));
            }
        }
    }

    private static ListBatch batch(List<ListSample> lists) {
        return ListBatch.of(
                lists,
                ShownLists.config(),
                ShownLists.items(),
                OPTIONS,
                null,
                new SplittableRandom(1));
    }

    private static List<ListSample> unclicked() {
        return ShownLists.draw(5, 6, 4).stream()
                .map(
                        list ->
                                new ListSample(
                                        list.listId(),
                                        list.userId(),
                                        list.seconds(),
                                        list.profile(),
                                        list.history(),
                                        list.historySeconds(),
                                        list.candidates(),
                                        list.scores(),
                                        list.features(),
                                        new float[list.size()],
                                        list.positions(),
                                        list.propensities()))
                .toList();
    }

    private static double total(Map<String, Double> norms, String prefix) {
        return norms.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Norm of the gradient of every tensor after one backward pass. */
    private static Map<String, Double> gradients(
            RerankerOptions options, List<ListSample> lists, float alpha) {
        try (NDManager root = TensorRuntime.open("cpu").newManager()) {
            RerankNetwork network =
                    RerankNetwork.fresh(
                            ShownLists.config(),
                            ShownLists.items().size(),
                            options.teacher(),
                            new float[0],
                            root,
                            3);
            network.weights().arrays().values().forEach(a -> a.setRequiresGradient(true));
            ListBatch batch = batch(lists);
            TeacherPrefixes prefixes = new TeacherPrefixes(options, network);
            SplittableRandom random = new SplittableRandom(5);
            TeacherPrefix prefix =
                    options.teacher() ? prefixes.draw(batch, true, random, root) : null;
            int[][][] lessons = alpha > 0 ? prefixes.lessons(batch, random, root) : new int[0][][];
            JointLoss objective = new JointLoss(options, network);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray loss = objective.of(batch, prefix, lessons, alpha, root);
                collector.backward(loss);
                assertThat(loss.getFloat()).isFinite();
            }
            Map<String, Double> norms = new TreeMap<>();
            network.weights()
                    .arrays()
                    .forEach(
                            (name, array) ->
                                    norms.put(
                                            name,
                                            Math.sqrt(
                                                    array.getGradient()
                                                            .square()
                                                            .sum()
                                                            .getFloat())));
            return norms;
        }
    }
}
