package io.riffle.lab.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.lab.files.FileList;
import io.riffle.lab.files.ListFile;
import io.riffle.lab.files.Rows;
import io.riffle.training.lists.ClickRate;
import io.riffle.training.lists.ListSample;
import io.riffle.training.metrics.ListMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Floors of MIND-small, last half of the lists, measured apart from this code. */
@Tag("data")
class ListFloorsDataTest {
    // Candidates that tie are shuffled, so that the floors themselves carry this much noise.
    private static final double TIES = .001;

    @Test
    void clicksSoFarReachTheirKnownQuality() throws IOException {
        Map<String, Integer> clicks = new HashMap<>();
        double[] means =
                prequential(
                        sample -> {
                            float[] scores = new float[sample.size()];
                            for (int i = 0; i < scores.length; i++) {
                                scores[i] = clicks.getOrDefault(sample.candidates()[i], 0);
                            }
                            for (int i = 0; i < scores.length; i++) {
                                clicks.merge(
                                        sample.candidates()[i],
                                        (int) sample.labels()[i],
                                        Integer::sum);
                            }
                            return scores;
                        });
        check(means, .5511, .2509, .2599, .3170);
    }

    @Test
    void smoothedClickRateReachesItsKnownQuality() throws IOException {
        ClickRate rate = new ClickRate();
        double[] means =
                prequential(
                        sample -> {
                            float[] scores = rate.score(sample.candidates());
                            rate.learn(sample);
                            return scores;
                        });
        check(means, .6019, .2724, .2875, .3448);
    }

    private static void check(double[] means, double auc, double mrr, double five, double ten) {
        assertThat(means[ListMetrics.NAMES.indexOf("auc")]).isCloseTo(auc, within(TIES));
        assertThat(means[ListMetrics.NAMES.indexOf("mrr")]).isCloseTo(mrr, within(TIES));
        assertThat(means[ListMetrics.NAMES.indexOf("ndcg_at_5")]).isCloseTo(five, within(TIES));
        assertThat(means[ListMetrics.NAMES.indexOf("ndcg_at_10")]).isCloseTo(ten, within(TIES));
    }

    private static double[] prequential(Function<ListSample, float[]> scorer) throws IOException {
        List<ListSample> lists = new ArrayList<>();
        Path file = Path.of(System.getProperty("riffle.data"), "mind-small-5k", "lists.csv.gz");
        try (Rows<FileList> input = ListFile.open(file)) {
            for (FileList list = input.next(); list != null; list = input.next()) {
                lists.add(list.sample());
            }
        }
        assertThat(lists).hasSize(5_000);
        double[] sums = new double[ListMetrics.NAMES.size()];
        int[] counts = new int[sums.length];
        for (int n = 0; n < lists.size(); n++) {
            ListSample sample = lists.get(n);
            float[] scores = scorer.apply(sample);
            if (n >= lists.size() / 2 && sample.clicked()) {
                double[] values = ListMetrics.of(sample.labels(), scores);
                for (int m = 0; m < sums.length; m++) {
                    if (!Double.isNaN(values[m])) {
                        sums[m] += values[m];
                        counts[m]++;
                    }
                }
            }
        }
        for (int m = 0; m < sums.length; m++) {
            sums[m] /= counts[m];
        }
        return sums;
    }
}
