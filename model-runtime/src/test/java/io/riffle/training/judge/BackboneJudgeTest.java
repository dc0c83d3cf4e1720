package io.riffle.training.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.schema.TrainingSample;
import io.riffle.training.judge.BackboneGains.Clicks;
import io.riffle.training.metrics.Dcg;
import io.riffle.training.pretraining.UntrainedBackbone;
import io.riffle.training.testing.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backbone is compared with the best of late, on clicks that no slate had a part in. */
class BackboneJudgeTest {
    private static final long DAY = 86_400_000;
    private static final GateLimits GATES = new GateLimits(3, .02, 10, 1e-5, .01, DAY);

    @TempDir private Path folder;
    private final Map<Long, Double> quality = new HashMap<>();

    @Test
    void smallLossesDoNotAddUp() {
        BackboneJudge judge = judge(false);
        double[] published = {.10, .11, .095, .08, .10, .092, .085};
        List<Boolean> passed = new ArrayList<>();
        LoadedModel serving = null;
        for (int n = 0; n < published.length; n++) {
            LoadedModel model = model(published[n]);
            boolean passes = refusal(judge, model, serving, n) == null;
            passed.add(passes);
            if (passes) {
                judge.published(model, n);
                serving = model;
            }
        }
        // .095 and .092 are within .02 of the best, .11; .08 and .085 are not, whoever serves.
        assertThat(passed).containsExactly(true, true, true, false, true, true, false);
    }

    @Test
    void theBestIsForgottenAfterADay() {
        BackboneJudge judge = judge(false);
        LoadedModel best = model(.3);
        assertThat(refusal(judge, best, null, 0)).isNull();
        judge.published(best, 0);
        LoadedModel worse = model(.2);
        assertThat(refusal(judge, worse, best, DAY - 1)).contains("best of late");
        LoadedModel serving = model(.21);
        assertThat(refusal(judge, worse, serving, DAY)).isNull();
        judge.published(worse, DAY);
        assertThat(judge.best()).isSameAs(worse);
        assertThat(judge.bestSince()).isEqualTo(DAY);
    }

    @Test
    void fewClicksRefuseNothingAndAreTold() {
        BackboneJudge judge = judge(false);
        assertThat(judge.refusal(model(.1), organic(9), slot -> 1, model(.9), 0)).isNull();
        assertThat(judge.newest().clicks()).isEqualTo(9);
        assertThat(judge.refusal(model(.1), organic(10), slot -> 1, model(.9), 0)).isNotNull();
    }

    @Test
    void fewClicksMakeNoVersionTheBest() {
        BackboneJudge judge = judge(false);
        LoadedModel first = model(.3);
        judge.refusal(first, organic(9), slot -> 1, null, 0);
        judge.published(first, 0);
        assertThat(judge.best()).as("there is none before it").isSameAs(first);
        LoadedModel lucky = model(.9);
        judge.refusal(lucky, organic(9), slot -> 1, first, 1);
        judge.published(lucky, 1);
        assertThat(judge.best()).isSameAs(first);
        judge.refusal(lucky, organic(10), slot -> 1, first, 2);
        judge.published(lucky, 2);
        assertThat(judge.best()).isSameAs(lucky);
    }

    @Test
    void withoutClicksTheJudgementOfAnEarlierVersionIsNotThisOnes() {
        BackboneJudge judge = judge(false);
        judge.refusal(model(.9), organic(20), slot -> 1, model(.1), 0);
        LoadedModel next = model(.2);
        assertThat(judge.refusal(next, List.of(), slot -> 1, model(.1), 1)).isNull();
        assertThat(judge.newest()).isEqualTo(new BackboneJudge.Judged(0, 0, 0, 0));
        Map<String, Double> metrics = new HashMap<>();
        Judges judges = new Judges(false, .5, 10, 10, GATES);
        assertThat(judges.ofBackbone(slot -> 1, null, metrics, 0).refusal(next)).isNull();
        assertThat(metrics).isEmpty();
    }

    @Test
    void clicksThatASlateCausedAreJudgedAmongWhatItShowedWhereThereAreNoOthers() {
        List<Clicks> asked = new ArrayList<>();
        BackboneJudge judge =
                new BackboneJudge(
                        GATES,
                        false,
                        (clicks, examination) -> {
                            asked.add(clicks);
                            return gains(clicks);
                        });
        List<TrainingSample> requests = new ArrayList<>(organic(20));
        requests.addAll(caused(30));
        assertThat(judge.refusal(model(.1), requests, slot -> 1, model(.1), 0)).isNull();
        assertThat(judge.newest().clicks()).isEqualTo(20);
        assertThat(judge.refusal(model(.1), caused(30), slot -> 1, model(.1), 0)).isNull();
        assertThat(judge.newest().clicks()).isEqualTo(30);
        assertThat(asked.get(asked.size() - 1)).isEqualTo(Clicks.SHOWN);
        // Where clicks come from elsewhere nothing was caused.
        BackboneJudge any = judge(true);
        assertThat(any.refusal(model(.1), requests, slot -> 1, model(.1), 0)).isNull();
        assertThat(any.newest().clicks()).isEqualTo(50);
    }

    /** Real weights: what was shown takes no part, so serving it first is no merit. */
    @Test
    void clicksOnWhatWasNotShownAreRankedAmongWhatWasNot() {
        LoadedModel model = real();
        BackboneGains any = new BackboneGains(Clicks.ANY, 10, slot -> 1);
        BackboneGains notShown = new BackboneGains(Clicks.NOT_SHOWN, 10, slot -> 1);
        BackboneGains shown = new BackboneGains(Clicks.SHOWN, 10, slot -> slot == 0 ? 1 : .5);
        TrainingSample organic = Samples.of("u", "xc"); // a and b were shown
        TrainingSample caused = Samples.of("u", "xb");
        assertThat(notShown.counts(organic)).isTrue();
        assertThat(notShown.counts(caused)).isFalse();
        assertThat(shown.counts(caused)).isTrue();
        assertThat(any.counts(Samples.of("u", "aa"))).isFalse();
        // c and d are left: c is first or second.
        double gain = notShown.of(model, List.of(organic))[0];
        assertThat(gain).isIn(1.0, Dcg.discount(1));
        assertThat(any.of(model, List.of(organic))[0]).isLessThanOrEqualTo(gain);
        // a and b are left, and b stood second.
        double among = shown.of(model, List.of(caused))[0];
        assertThat(among).isIn(2.0, 2 * Dcg.discount(1));
        assertThat(any.of(model, List.of(Samples.of("u", "xz")))[0]).isZero();
    }

    private BackboneJudge judge(boolean elsewhere) {
        return new BackboneJudge(GATES, elsewhere, (clicks, examination) -> gains(clicks));
    }

    /** Counts as the real one does; every click brings what the model is said to be worth. */
    private BackboneJudge.Gains gains(Clicks clicks) {
        BackboneGains real = new BackboneGains(clicks, 10, slot -> 1);
        return new BackboneJudge.Gains() {
            @Override
            public boolean counts(TrainingSample sample) {
                return real.counts(sample);
            }

            @Override
            public double[] of(LoadedModel model, List<TrainingSample> samples) {
                double[] gains = new double[samples.size()];
                Arrays.fill(gains, quality.getOrDefault(model.version(), 0.0));
                return gains;
            }
        };
    }

    private static @Nullable String refusal(
            BackboneJudge judge, LoadedModel model, @Nullable LoadedModel serving, long now) {
        return judge.refusal(model, organic(20), slot -> 1, serving, now);
    }

    private LoadedModel model(double worth) {
        LoadedModel model = real();
        quality.put(model.version(), worth);
        return model;
    }

    private LoadedModel real() {
        ModelStore store = ModelStore.local(folder.resolve("store"));
        List<String> items = List.of("x", "a", "b", "c", "d");
        return store.get("backbone", UntrainedBackbone.publish(store, items, 1).version());
    }

    private static List<TrainingSample> organic(int count) {
        List<TrainingSample> samples = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            samples.add(Samples.of("u" + n, "xc"));
        }
        return samples;
    }

    private static List<TrainingSample> caused(int count) {
        List<TrainingSample> samples = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            samples.add(Samples.of("v" + n, "xa"));
        }
        return samples;
    }
}
