package io.riffle.lab.loop;

import io.riffle.artifact.LocalFiles;
import io.riffle.artifact.store.ModelStore;
import io.riffle.lab.lists.ListSimulation;
import io.riffle.lab.lists.SimulatedList;
import io.riffle.schema.ModelUpdate;
import io.riffle.serving.slate.Exploration;
import io.riffle.serving.slate.SlatePolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Request after request: the first stage's candidates of a simulated world, a slate of them as
 * serving makes it, clicks by the world's truth on what was shown, a lesson; and what the learner
 * publishes serves from the next request on.
 *
 * <p>The requests and their candidates depend on the world's seeds alone, so that loops of other
 * learners, and lists that are logged, are of the same requests.
 */
public final class ListLoop implements AutoCloseable {
    private final ListSimulation world;
    private final LoopLearner learner;
    private final ServedSlates serving;
    private final int slots;
    private int asked;

    /**
     * A loop before its first request.
     *
     * @param slots of a slate, those of the world
     * @param store folder of the versions that the learner publishes
     * @param learner is closed with the loop
     */
    public ListLoop(
            ListSimulation world,
            int slots,
            Path store,
            LoopLearner learner,
            Exploration exploration) {
        this.world = world;
        this.learner = learner;
        this.slots = slots;
        serving =
                new ServedSlates(
                        new ModelStore(new LocalFiles(), store.toString()), slots, exploration);
    }

    /**
     * Goes on for some requests.
     *
     * @param size requests of a window
     * @param progress is told of each window
     */
    public List<LoopWindow> run(int requests, int size, Consumer<LoopWindow> progress) {
        List<LoopWindow> windows = new ArrayList<>();
        int end = asked + requests;
        while (asked < end) {
            WindowCount count = new WindowCount(asked, learner.refused());
            while (asked < end && count.requests() < size) {
                request(count);
            }
            LoopWindow window =
                    count.window(serving.rerankerVersion(), learner.refused(), learner.judged());
            windows.add(window);
            progress.accept(window);
        }
        return windows;
    }

    private void request(WindowCount count) {
        SimulatedList list = world.ask();
        SlatePolicy.Shown shown = serving.slate(list.sample());
        int[] order = order(list, shown);
        float[] propensities = new float[shown.propensities().isEmpty() ? 0 : list.items().length];
        for (int t = 0; t < shown.propensities().size(); t++) {
            propensities[order[t]] = shown.propensities().get(t).floatValue();
        }
        SimulatedList clicked = world.show(list, order, propensities);
        int[] firstStage = new int[slots];
        for (int t = 0; t < slots; t++) {
            firstStage[t] = t;
        }
        count.add(
                list.expectedClicks(order),
                list.expectedClicks(firstStage),
                list.oracleClicks(),
                shown.policy() != null);
        learner.learn(
                LoopSamples.of(
                        clicked,
                        shown,
                        serving.tier(),
                        serving.backboneVersion(),
                        serving.rerankerVersion()));
        asked++;
        List<ModelUpdate> updates = learner.published();
        serving.serve(updates);
        count.published(
                updates.stream().filter(u -> u.model().equals(ModelUpdate.RERANKER)).count());
    }

    /** Candidate of each slot. */
    private static int[] order(SimulatedList list, SlatePolicy.Shown shown) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < list.sample().size(); i++) {
            places.put(list.sample().candidates()[i], i);
        }
        return shown.items().stream()
                .mapToInt(item -> places.getOrDefault(item.itemId(), -1))
                .toArray();
    }

    @Override
    public void close() {
        serving.close();
        learner.close();
    }
}
