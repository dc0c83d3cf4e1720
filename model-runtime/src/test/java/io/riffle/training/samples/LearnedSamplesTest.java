package io.riffle.training.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Outcome;
import io.riffle.schema.TrainingSample;
import io.riffle.training.testing.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LearnedSamplesTest {
    private final LearnedSamples learned = new LearnedSamples(3);

    @Test
    void repeatTeachesNothing() {
        TrainingSample sample = Samples.of("u", "ab");
        assertThat(learned.lesson(sample).teachesNext()).isTrue();

        learned.learned(sample);

        assertThat(learned.lesson(sample).empty()).isTrue();
    }

    @Test
    void revisionTeachesOnlyItsNewLabels() {
        TrainingSample first = Samples.revised("u", "a", Samples.click("b", 1), 0, "b");
        TrainingSample second = Samples.revised("u", "a", Samples.click("b", 1), 1, "b", "c");
        learned.learned(first);

        Lesson lesson = learned.lesson(second);

        assertThat(lesson.teachesNext()).isFalse();
        assertThat(lesson.labels()).containsExactly(Samples.click("c", 1));
    }

    @Test
    void nextClickThatComesWithARevisionIsATarget() {
        learned.learned(Samples.revised("u", "a", null, 0));

        assertThat(learned.lesson(Samples.of("u", "ab")).empty()).isTrue();
        assertThat(
                        learned.lesson(Samples.revised("u", "a", Samples.click("b", 1), 1))
                                .teachesNext())
                .isTrue();
    }

    @Test
    void targetIsNotCountedAgainAfterARevisionWithoutIt() {
        learned.learned(Samples.of("u", "ab"));
        learned.learned(Samples.revised("u", "a", null, 1));

        assertThat(
                        learned.lesson(Samples.revised("u", "a", Samples.click("b", 1), 2))
                                .teachesNext())
                .isFalse();
    }

    @Test
    void correctionOfAForgottenRequestTeachesItsNewestLabelAlone() {
        forgetTheFirst();

        Lesson lesson =
                learned.lesson(
                        Samples.as(
                                Outcome.CORRECTED,
                                Samples.revised("u", "a", Samples.click("b", 1), 2, "b", "c")));

        assertThat(lesson.teachesNext()).isFalse();
        assertThat(lesson.labels()).containsExactly(Samples.click("c", 1));
    }

    @Test
    void clickOnAForgottenRequestTeachesTheNextItemAndItsLabel() {
        forgetTheFirst();
        TrainingSample clicked =
                Samples.as(
                        Outcome.CLICKED,
                        Samples.revised("u", "a", Samples.click("b", 1), 1, "c", "b"));

        Lesson lesson = learned.lesson(clicked);

        assertThat(lesson.teachesNext()).isTrue();
        assertThat(lesson.labels()).containsExactly(Samples.click("b", 1));
        learned.learned(clicked);
        assertThat(learned.repeats(clicked)).isTrue();
    }

    @Test
    void revisionOfARequestThatWasHeardOfAndNotLearnedTeachesEverything() {
        forgetTheFirst();
        learned.heard(Samples.revised("u", "a", null, 0));

        assertThat(learned.lesson(Samples.of("u", "ab")).teachesNext()).isTrue();
        assertThat(learned.taught(Samples.of("u", "ab"))).isFalse();
    }

    private void forgetTheFirst() {
        for (String user : new String[] {"u", "v", "w", "x"}) {
            learned.learned(Samples.of(user, "ab"));
        }
        assertThat(learned.size()).isEqualTo(3);
    }

    @Test
    void stateReadsBack() throws IOException {
        TrainingSample sample = Samples.revised("u", "a", Samples.click("b", 1), 0, "b");
        learned.learned(sample);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        learned.write(new DataOutputStream(bytes));

        LearnedSamples restored = new LearnedSamples(3);
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(restored.lesson(sample).empty()).isTrue();
    }
}
