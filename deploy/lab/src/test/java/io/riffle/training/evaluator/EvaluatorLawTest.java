package io.riffle.training.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.lab.lists.ListConfig;
import io.riffle.lab.lists.ListKind;
import io.riffle.lab.lists.ListSimulation;
import io.riffle.lab.lists.SimulatedList;
import io.riffle.model.candidates.ItemRows;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.model.psad.PsadConfig;
import io.riffle.schema.Item;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.lists.ListVocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * In worlds whose truth is known an evaluator tells good orders of the same items from bad ones.
 */
class EvaluatorLawTest {
    private static final int SLOTS = 6;
    private static final ListConfig CONFIG = new ListConfig(200, 80, 4, 24, 12, SLOTS, 1, 1, 4);

    @ParameterizedTest
    @EnumSource(ListKind.class)
    void ordersOfTheSameItemsAreComparedRightly(ListKind kind) {
        ListSimulation simulation = new ListSimulation(CONFIG.withKind(kind), 3, 4);
        List<ListSample> train = new ArrayList<>();
        for (int n = 0; n < 2_500; n++) {
            train.add(simulation.next().sample());
        }
        List<SimulatedList> test = new ArrayList<>();
        for (int n = 0; n < 400; n++) {
            test.add(simulation.next());
        }
        try (SlateEvaluator evaluator = learned(simulation, train)) {
            List<SlateValue> values =
                    evaluator.values(test.stream().map(SimulatedList::sample).toList());
            double right = 0;
            int differ = 0;
            int rightBehind = 0;
            SplittableRandom random = new SplittableRandom(5);
            for (int n = 0; n < test.size(); n++) {
                int[] one = shuffled(random);
                int[] other = one.clone();
                exchange(other, random.nextInt(SLOTS), random.nextInt(SLOTS));
                exchange(other, random.nextInt(SLOTS), random.nextInt(SLOTS));
                right += agree(test.get(n), values.get(n), one, other);
                // The item of the last slot stays; what differs there is what stood before it.
                int[] moved = one.clone();
                moved[SLOTS - 2] = one[SLOTS];
                double truth = last(test.get(n), one) - last(test.get(n), moved);
                double thought =
                        values.get(n).click(one, SLOTS - 1) - values.get(n).click(moved, SLOTS - 1);
                differ += Math.abs(truth) > 1e-3 ? 1 : 0;
                rightBehind += Math.abs(truth) > 1e-3 && truth * thought > 0 ? 1 : 0;
            }
            assertThat(right / test.size()).isGreaterThan(.65);
            assertThat(differ).isGreaterThan(50);
            assertThat(rightBehind / (double) differ).isGreaterThan(.75);
        }
    }

    private static double agree(SimulatedList list, SlateValue value, int[] one, int[] other) {
        double truth = list.expectedClicks(slate(one)) - list.expectedClicks(slate(other));
        double thought = value.of(slate(one)) - value.of(slate(other));
        return truth == 0 ? .5 : truth * thought > 0 ? 1 : 0;
    }

    private static double last(SimulatedList list, int[] order) {
        int[] all = slate(order);
        return list.expectedClicks(all) - list.expectedClicks(Arrays.copyOf(all, SLOTS - 1));
    }

    private static SlateEvaluator learned(ListSimulation simulation, List<ListSample> lists) {
        Map<String, List<String>> categories = new HashMap<>();
        for (Item item : simulation.world().items()) {
            categories.put(item.itemId(), item.categories());
        }
        ListVocabulary vocabulary = new ListVocabulary(lists);
        RerankColumns columns = vocabulary.columns(ItemRows.OWN, 8, categories, List.of(), 4);
        ItemTable items = vocabulary.table(columns, categories);
        SlateEvaluator evaluator =
                new SlateEvaluator(
                        PsadConfig.of(16, 2, 1, SLOTS, columns),
                        items,
                        new float[0],
                        RerankerOptions.defaults(1).withSteps(32, 3e-3f));
        evaluator.fit(lists, 4);
        return evaluator;
    }

    private static int[] slate(int[] order) {
        return Arrays.copyOf(order, SLOTS);
    }

    private static int[] shuffled(SplittableRandom random) {
        int[] order = new int[CONFIG.candidates()];
        for (int i = 0; i < order.length; i++) {
            int at = random.nextInt(i + 1);
            order[i] = order[at];
            order[at] = i;
        }
        return order;
    }

    private static void exchange(int[] order, int a, int b) {
        int item = order[a];
        order[a] = order[b];
        order[b] = item;
    }
}
