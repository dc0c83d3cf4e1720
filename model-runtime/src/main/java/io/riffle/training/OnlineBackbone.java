package io.riffle.training;

import io.riffle.artifact.Tensor;
import io.riffle.model.FuxiConfig;
import io.riffle.model.TensorRuntime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A backbone that learns from the stream: a few targets a step, an item table that grows.
 *
 * <p>Every random choice of a step is a function of the seed and the number of the step, so that a
 * restored backbone continues exactly.
 *
 * <p><b>State</b>: a {@link BackboneTrainer} and the vocabulary; owned by one thread.
 */
final class OnlineBackbone implements AutoCloseable {
    static final String ITEM_TABLE = "item_embedding";
    private static final int MAX_STATE = Integer.MAX_VALUE - 8;

    private final BackboneSettings settings;
    private final GrowingItems items;
    private final BackboneTrainer trainer;
    private FuxiConfig config;

    OnlineBackbone(
            FuxiConfig config,
            Map<String, float[]> weights,
            List<String> itemIds,
            BackboneSettings settings,
            TensorRuntime runtime) {
        this.settings = settings;
        this.config = config;
        this.items = new GrowingItems(itemIds, settings.maxItems());
        this.trainer =
                new BackboneTrainer(config, weights, settings.options(config.items()), runtime);
    }

    /** The architecture over the item rows there are. */
    FuxiConfig config() {
        return config;
    }

    GrowingItems items() {
        return items;
    }

    /** Optimiser steps taken. */
    long steps() {
        return trainer.steps();
    }

    /** Gives rows to items that have none yet. */
    void admit(Iterable<String> itemIds) {
        int before = items.rows();
        itemIds.forEach(items::admit);
        if (items.rows() > before) {
            float[] table = table();
            trainer.grow(items.start(table, config.width(), before, settings.seed()));
            config = config.withItems(items.rows());
        }
    }

    /**
     * Takes one or more optimiser steps.
     *
     * @return mean loss of the targets; NaN when no sequence can be learned from
     */
    double learn(List<TargetSequence> sequences) {
        List<TrainingSequence> known = new ArrayList<>(sequences.size());
        for (TargetSequence sequence : sequences) {
            TrainingSequence rows = sequence.known(items);
            if (rows != null) {
                known.add(rows);
            }
        }
        known.sort(Comparator.comparingInt(TrainingSequence::length));
        double sum = 0;
        int targets = 0;
        int from = 0;
        for (int i = 1; i <= known.size(); i++) {
            boolean full =
                    i == known.size()
                            || (long) known.get(i).length() * (i + 1 - from)
                                    > settings.stepPositions();
            if (full) {
                List<TrainingSequence> batch = known.subList(from, i);
                int learning = batch.stream().mapToInt(TrainingSequence::learning).sum();
                sum += trainer.learn(batch, trainer.steps()) * (double) learning;
                targets += learning;
                from = i;
            }
        }
        return targets == 0 ? Double.NaN : sum / targets;
    }

    /**
     * Rank of each sequence's last item among all items not in the sequence before, from 1, ties
     * broken against it; 0 when it or everything before it is unknown, or it was seen before.
     */
    int[] ranks(List<TargetSequence> sequences) {
        int[] ranks = new int[sequences.size()];
        List<Integer> places = new ArrayList<>();
        List<int[]> rows = new ArrayList<>();
        List<long[]> seconds = new ArrayList<>();
        List<Integer> targets = new ArrayList<>();
        for (int i = 0; i < ranks.length; i++) {
            TrainingSequence known = sequences.get(i).known(items);
            if (known != null) {
                int length = known.length();
                long[] asked = known.seconds().clone();
                asked[length] = asked[length - 1];
                places.add(i);
                rows.add(Arrays.copyOf(known.rows(), length));
                seconds.add(asked);
                targets.add(known.rows()[length]);
            }
        }
        if (places.isEmpty()) {
            return ranks;
        }
        float[][] scores =
                trainer.scorer().score(rows.toArray(int[][]::new), seconds.toArray(long[][]::new));
        for (int i = 0; i < scores.length; i++) {
            ranks[places.get(i)] = rank(scores[i], rows.get(i), targets.get(i));
        }
        return ranks;
    }

    /** Weights by artifact name. */
    Map<String, float[]> weights() {
        Map<String, float[]> weights = new LinkedHashMap<>();
        trainer.weights().forEach((name, tensor) -> weights.put(name, tensor.data()));
        return weights;
    }

    void write(DataOutput out) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        trainer.save(bytes);
        StateParts.writeBytes(out, bytes.toByteArray());
    }

    /** Continues where another one of the same architecture and vocabulary stopped. */
    void read(DataInput in) throws IOException {
        trainer.restore(new ByteArrayInputStream(StateParts.readBytes(in, MAX_STATE)));
    }

    @Override
    public void close() {
        trainer.close();
    }

    /** Rank of the target among scores, from 1; 0 when it was seen. */
    static int rank(float[] scores, int[] seen, int target) {
        for (int row : seen) {
            if (row == target) {
                return 0;
            }
            scores[row] = Float.NEGATIVE_INFINITY;
        }
        return RankingMetrics.rank(scores, target);
    }

    private float[] table() {
        Tensor table = trainer.weights().get(ITEM_TABLE);
        if (table == null) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "The tensor (%s) of the backbone must exist.",
                            ITEM_TABLE));
        }
        return table.data();
    }
}
