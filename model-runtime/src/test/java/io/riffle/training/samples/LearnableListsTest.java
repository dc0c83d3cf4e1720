package io.riffle.training.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.TrainingSample;
import io.riffle.schema.actions.ActionRules;
import io.riffle.training.testing.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnableListsTest {

    private final LearnableLists lists = new LearnableLists(false, ActionRules.USUAL);

    private static TrainingSample clicked(boolean replayed) {
        TrainingSample sample = Samples.revised("u", "xyz", Samples.click("a", 3), 0, "a");
        TrainingSample one =
                new TrainingSample(
                        sample.sampleId(),
                        sample.recommendationId(),
                        sample.revision(),
                        sample.userId(),
                        sample.requestTime(),
                        sample.profile(),
                        sample.history(),
                        sample.candidates(),
                        sample.displayed(),
                        sample.next(),
                        sample.labels(),
                        sample.outcome(),
                        sample.tier(),
                        sample.backboneVersion(),
                        sample.rerankerVersion(),
                        sample.propensities(),
                        replayed,
                        List.of(),
                        false);
        return FactsOfRequest.kept(one, null, new ItemFacts());
    }

    @Test
    void aListThatWasShownIsLearned() {
        assertThat(lists.again(List.of(clicked(false)))).hasSize(1);
        assertThat(lists.fresh(List.of(Lesson.whole(clicked(false)))).first()).hasSize(1);
    }

    @Test
    void aListThatMayHaveBeenAnotherIsNot() {
        assertThat(lists.again(List.of(clicked(true)))).isEmpty();
        assertThat(lists.fresh(List.of(Lesson.whole(clicked(true)))).first()).isEmpty();
    }
}
