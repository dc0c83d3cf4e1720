package io.riffle.training.reranker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.model.psad.DecodingStrategy;
import io.riffle.training.distillation.DistillationTarget;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.metrics.Dcg;
import io.riffle.training.testing.ShownLists;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RerankerTrainerTest {
    private static final RerankerOptions OPTIONS = RerankerOptions.defaults(7).withSteps(16, 1e-2f);

    @TempDir Path folder;

    @Test
    void teacherAndStudentLearnWhatUsersLike() {
        List<ListSample> lists = ShownLists.draw(600, 8, 1);
        List<ListSample> unseen = ShownLists.draw(200, 8, 2);
        try (RerankerTrainer trainer = trainer(OPTIONS)) {
            double before = ndcg(unseen, trainer.slates(unseen));
            trainer.fit(lists, 8);
            double student = ndcg(unseen, trainer.slates(unseen));
            double teacher = ndcg(unseen, trainer.teach(unseen, 2, new DecodingStrategy.Greedy()));
            assertThat(student).isGreaterThan(before + .15).isGreaterThan(.75);
            assertThat(teacher).isGreaterThan(.75);
        }
    }

    @Test
    void waysToTeachKeepTheRestOfTheOptions() {
        assertThat(OPTIONS.withoutDistillation().teacher()).isTrue();
        assertThat(OPTIONS.withoutDistillation().distillation()).isZero();
        assertThat(OPTIONS.studentOnly().distilled()).isEqualTo(OPTIONS);
    }

    @Test
    void sameSeedGivesTheSameWeights() {
        List<ListSample> lists = ShownLists.draw(40, 6, 1);
        float[][] first = scores(OPTIONS, lists);
        assertThat(scores(OPTIONS, lists)).isDeepEqualTo(first);
        assertThat(scores(RerankerOptions.defaults(8).withSteps(16, 1e-2f), lists)[0])
                .isNotEqualTo(first[0]);
    }

    @Test
    void trainingGoesOnFromItsBytesAsIfItHadNeverStopped() throws IOException {
        List<ListSample> first = ShownLists.draw(48, 6, 1);
        List<ListSample> second = ShownLists.draw(48, 6, 2);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        float[][] uninterrupted;
        try (RerankerTrainer trainer = trainer(OPTIONS)) {
            trainer.fit(first, 1);
            new RerankerWarmStart(trainer.parts()).write(new DataOutputStream(bytes));
            trainer.learn(second);
            uninterrupted = trainer.score(second);
        }
        try (RerankerTrainer trainer = trainer(OPTIONS)) {
            new RerankerWarmStart(trainer.parts())
                    .read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            trainer.learn(second);
            assertThat(trainer.score(second)).isDeepEqualTo(uninterrupted);
        }
    }

    @Test
    void servedArtifactHasNoTeacher() {
        ModelStore store = ModelStore.local(folder);
        try (RerankerTrainer trainer = trainer(OPTIONS)) {
            trainer.publish(store, "", JsonNodeFactory.instance.objectNode());
        }
        LoadedModel served = store.get("reranker", 1);
        assertThat(served.tensors().keySet()).noneMatch(name -> name.startsWith("decoder."));
    }

    @Test
    void stepsLeaveNoArraysAndNoGradientsBehind() {
        List<ListSample> lists = ShownLists.draw(16, 6, 1);
        try (RerankerTrainer trainer = trainer(OPTIONS)) {
            trainer.learn(lists);
            int arrays = trainer.nativeArrays();
            trainer.learn(lists);
            trainer.score(lists);
            trainer.teach(lists, 2, new DecodingStrategy.Greedy());
            trainer.teachMasked(lists, 2);
            assertThat(trainer.nativeArrays()).isEqualTo(arrays);
            trainer.parts()
                    .learning()
                    .weights()
                    .arrays()
                    .forEach(
                            (name, array) ->
                                    assertThat(array.getGradient().abs().sum().getFloat())
                                            .as(name)
                                            .isZero());
        }
    }

    @ParameterizedTest
    @EnumSource(DistillationTarget.class)
    void everyTargetTrainsOnRaggedListsAndListsWithoutClicks(DistillationTarget target) {
        List<ListSample> lists = new java.util.ArrayList<>(ShownLists.draw(5, 6, 1));
        lists.addAll(ShownLists.draw(2, 1, 2));
        lists.addAll(ShownLists.draw(3, 3, 3));
        RerankerOptions options = OPTIONS.withDistillation(target, .2f);
        try (RerankerTrainer trainer = trainer(options)) {
            for (int n = 0; n < 3; n++) {
                assertThat(trainer.learn(lists)).isFinite();
            }
            assertThat(trainer.learn(List.of())).isZero();
            for (float[] scores : trainer.score(lists)) {
                assertThat(scores).doesNotContain(Float.NaN);
            }
            for (int[] slate : trainer.teachMasked(lists, 2)) {
                assertThat(slate).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void teacherThatRestsStaysAsItIs() {
        List<ListSample> lists = ShownLists.draw(16, 6, 1);
        try (RerankerTrainer trainer = trainer(OPTIONS)) {
            trainer.learn(lists);
            Map<String, float[]> before = weights(trainer);
            trainer.learn(lists, List.of(), false);
            Map<String, float[]> after = weights(trainer);

            before.forEach(
                    (name, values) -> {
                        if (name.startsWith("decoder.")) {
                            assertThat(after.get(name)).as(name).isEqualTo(values);
                        }
                    });
            assertThat(after.get("student.score.weight"))
                    .isNotEqualTo(before.get("student.score.weight"));
        }
    }

    @Test
    void trainerOverOtherRowsGoesOnWithItsWeights() {
        List<ListSample> lists = ShownLists.draw(16, 6, 1);
        float[][] expected;
        try (RerankerTrainer trainer = trainer(OPTIONS)) {
            trainer.learn(lists);
            try (RerankerTrainer next = trainer.over(ShownLists.items(), new float[0])) {
                trainer.learn(lists);
                expected = trainer.score(lists);
                next.learn(lists);
                assertThat(next.score(lists)).isDeepEqualTo(expected);
            }
        }
    }

    @Test
    void studentTrainedAloneHasNoTeacherToAsk() {
        List<ListSample> lists = ShownLists.draw(4, 5, 1);
        try (RerankerTrainer trainer = trainer(OPTIONS.studentOnly())) {
            trainer.learn(lists);
            assertThatThrownBy(() -> trainer.teach(lists, 1, new DecodingStrategy.Greedy()))
                    .hasMessageContaining("Maybe set teacher");
        }
    }

    private static RerankerTrainer trainer(RerankerOptions options) {
        return new RerankerTrainer(ShownLists.config(), ShownLists.items(), new float[0], options);
    }

    private static Map<String, float[]> weights(RerankerTrainer trainer) {
        Map<String, float[]> weights = new TreeMap<>();
        trainer.parts()
                .learning()
                .weights()
                .arrays()
                .forEach((name, array) -> weights.put(name, array.toFloatArray()));
        return weights;
    }

    private static float[][] scores(RerankerOptions options, List<ListSample> lists) {
        try (RerankerTrainer trainer = trainer(options)) {
            trainer.fit(lists, 1);
            return trainer.score(lists);
        }
    }

    private static double ndcg(List<ListSample> lists, int[][] slates) {
        return IntStream.range(0, lists.size())
                .mapToDouble(b -> Dcg.ndcg(slates[b], lists.get(b).labels(), 4))
                .filter(value -> value >= 0)
                .average()
                .orElse(0);
    }
}
