package io.riffle.lab.lists;

import io.riffle.lab.files.FileList;
import io.riffle.lab.files.SideFiles;
import io.riffle.schema.Item;
import io.riffle.training.counterfactual.DisplayPolicy;
import io.riffle.training.lists.ClickRate;
import io.riffle.training.lists.ListFeatures;
import io.riffle.training.lists.ListPreparation;
import io.riffle.training.lists.ListPreparation.Prepared;
import io.riffle.training.lists.ListSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists to train and test rerankers on, in time order, ready to be read by a model.
 *
 * @param lists prepared lists
 * @param worth expected clicks of each list by order of its candidates; null when nobody knows
 * @param rates smoothed click rate of each candidate as of its list
 * @param references expected clicks of orders that need no training, by name and list; empty when
 *     nobody knows the truth
 * @param categories of items
 * @param features names of the columns per candidate
 * @param ranked whether the candidates come in the order of a first stage that was logged
 * @param bad rows of all files that were passed over
 */
public record ListSource(
        List<ListSample> lists,
        float[][] rates,
        @Nullable Worth worth,
        Map<String, double[]> references,
        Map<String, List<String>> categories,
        List<String> features,
        boolean ranked,
        long bad) {
    private static final int SLOTS = 10;
    private static final double MOST_WEIGHT = 100;

    /** Expected clicks of an order of the candidates of a list. */
    public interface Worth {
        double of(int list, int[] order);
    }

    /**
     * Lists of a file. What a file states as the utility of a candidate is discounted by rank as in
     * DCG over the first ten; without it, but with propensities, the utility of an order is its
     * clicks estimated position by position, each divided by the chance that its item came there,
     * whatever came before it.
     */
    public static ListSource read(
            Path file, @Nullable Path items, @Nullable Path users, SideFiles files)
            throws IOException {
        Map<String, Map<String, String>> profiles = files.profiles(users);
        Map<String, List<String>> categories = files.categories(items);
        ListPreparation preparation = new ListPreparation();
        List<ListSample> lists = new ArrayList<>();
        List<float[]> utilities = new ArrayList<>();
        boolean ranked = true;
        boolean useful = true;
        boolean explored = true;
        for (FileList list : files.lists(file)) {
            ranked &= list.sample().scores().length > 0;
            useful &= list.utility().length > 0;
            explored &= list.sample().propensities().length > 0;
            ListSample logged = list.sample();
            Prepared prepared =
                    preparation.next(
                            logged.withProfile(profiles.getOrDefault(logged.userId(), Map.of())));
            lists.add(prepared.sample());
            utilities.add(prepared.ordered(list.utility()));
        }
        return new ListSource(
                lists,
                rates(lists),
                useful
                        ? (list, order) -> discounted(utilities.get(list), order)
                        : explored ? estimated(lists) : null,
                Map.of(),
                categories,
                ListFeatures.names(),
                ranked,
                files.bad());
    }

    /** Lists of a simulated world, whose truth is known. */
    public static ListSource simulate(ListConfig config, int count, long worldSeed, long seed) {
        ListSimulation simulation = new ListSimulation(config, worldSeed, seed);
        ListPreparation preparation = new ListPreparation();
        List<SimulatedList> simulated = new ArrayList<>();
        List<ListSample> lists = new ArrayList<>();
        Map<String, double[]> references = new LinkedHashMap<>();
        for (int n = 0; n < count; n++) {
            simulated.add(simulation.next());
            // Candidates come in first-stage order already, so their order stays.
            lists.add(preparation.next(simulated.get(n).sample()).sample());
            int at = n;
            simulated
                    .get(n)
                    .references()
                    .forEach(
                            (name, clicks) ->
                                    references.computeIfAbsent(name, any -> new double[count])[at] =
                                            clicks);
        }
        Map<String, List<String>> categories = new HashMap<>();
        for (Item item : simulation.world().items()) {
            categories.put(item.itemId(), item.categories());
        }
        return new ListSource(
                lists,
                rates(lists),
                (list, order) ->
                        simulated
                                .get(list)
                                .expectedClicks(
                                        Arrays.copyOf(order, Math.min(SLOTS, order.length))),
                references,
                categories,
                ListFeatures.names(),
                true,
                0);
    }

    private static float[][] rates(List<ListSample> lists) {
        ClickRate rate = new ClickRate();
        float[][] rates = new float[lists.size()][];
        for (int n = 0; n < rates.length; n++) {
            rates[n] = rate.score(lists.get(n).candidates());
            rate.learn(lists.get(n));
        }
        return rates;
    }

    private static double discounted(float[] utility, int[] order) {
        double sum = 0;
        for (int t = 0; t < Math.min(SLOTS, order.length); t++) {
            sum += utility[order[t]] * Math.log(2) / Math.log(t + 2);
        }
        return sum;
    }

    /** Estimates of orders of the lists; what the policy did is recovered once. */
    private static Worth estimated(List<ListSample> lists) {
        double[][] chances = new double[lists.size()][];
        return (n, order) -> {
            if (chances[n] == null) {
                chances[n] = DisplayPolicy.chancesAsDisplayed(lists.get(n));
            }
            return estimated(lists.get(n), chances[n], order);
        };
    }

    /** Clicks in the first slots on what was shown in the same slot, over the chance of that. */
    static double estimated(ListSample list, double[] chances, int[] order) {
        double sum = 0;
        for (int t = 0; t < Math.min(SLOTS, order.length); t++) {
            int i = order[t];
            if (list.shown(i) && list.position(i) == t && list.labels()[i] > 0) {
                sum += list.labels()[i] * Math.min(MOST_WEIGHT, 1 / chances[i]);
            }
        }
        return sum;
    }
}
