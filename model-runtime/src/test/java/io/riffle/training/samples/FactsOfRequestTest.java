package io.riffle.training.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Candidate;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.actions.ActionRules;
import io.riffle.schema.codec.TrainingSampleCodec;
import io.riffle.training.lists.ListSample;
import io.riffle.training.testing.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A list reads the same whenever it is learned: as when it was asked for. */
class FactsOfRequestTest {
    /** The request of {@code Samples.of("u", "xa")} is at second 1,000, its click at 1,010. */
    private static final long ASKED = 1_000;

    private final ItemFacts facts = new ItemFacts();

    @Test
    void listLearnedNowOrReplayedLaterReadsTheSame() {
        facts.clicked("b", ASKED - 50);
        TrainingSample sample = FactsOfRequest.kept(Samples.of("u", "xa"), null, facts);
        float[][] now = facts(sample);
        Reservoir reservoir = new Reservoir(new TrainingSampleCodec(), 5, 100, 1);
        reservoir.offer(sample, true);

        facts.clicked("a", ASKED + 10); // the click that labels the list
        for (int n = 0; n < 100; n++) {
            facts.clicked("b", ASKED + 20 + n);
        }

        assertThat(facts(reservoir.draw(1).get(0))).isDeepEqualTo(now);
        assertThat(now[0]).containsExactly(0, -1);
        assertThat(now[1][0]).isEqualTo((float) Math.log(2));
        assertThat(now[1][1]).isPositive();
    }

    /** The click of a list may be counted before the list comes: as the next one of another. */
    @Test
    void clicksSinceTheRequestDoNotCountHoweverTheyCome() {
        facts.clicked("a", ASKED + 10);
        facts.clicked("b", ASKED - 7);
        facts.clicked("b", ASKED + 3);
        float[][] then = facts(FactsOfRequest.kept(Samples.of("u", "xa"), null, facts));
        assertThat(then[0]).containsExactly(0, -1);
        assertThat(then[1][0]).isEqualTo((float) Math.log(2));
    }

    @Test
    void laterRevisionKeepsTheFactsOfTheFirst() {
        TrainingSample first = FactsOfRequest.kept(Samples.of("u", "xa"), null, facts);
        for (int n = 0; n < 30; n++) {
            facts.clicked("a", ASKED + n);
        }
        TrainingSample later = Samples.revised("u", "x", Samples.click("a", 1), 1, "a", "b");
        assertThat(facts(FactsOfRequest.kept(later, first, facts))).isDeepEqualTo(facts(first));
    }

    @Test
    void ageIsUnknownUntilTheItemIsThere() {
        facts.there("a", ASKED + 1);
        assertThat(facts.before("a", ASKED)[1]).isEqualTo(-1);
        facts.there("a", ASKED - 600);
        assertThat(facts.before("a", ASKED)[1]).isEqualTo((ASKED - 600) / 86_400f);
        assertThat(facts.before("nobody", ASKED)).containsExactly(0, -1);
    }

    @Test
    void listWhoseFactsNobodyKeptIsNotReplayed() {
        TrainingSample sample = Samples.revised("u", "x", Samples.click("a", 1), 0, "a");
        LearnableLists lists = new LearnableLists(true, ActionRules.USUAL);
        assertThat(lists.again(List.of(sample))).isEmpty();
        assertThat(lists.again(List.of(FactsOfRequest.kept(sample, null, facts)))).hasSize(1);
    }

    @Test
    void factsAreRestoredWithTheirTimes() throws IOException {
        for (int n = 0; n < 20; n++) {
            facts.clicked("a", ASKED - 15 + n);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        facts.write(new DataOutputStream(bytes));
        ItemFacts restored = new ItemFacts();
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(restored.before("a", ASKED)).isEqualTo(facts.before("a", ASKED));
        // Five of twenty came since the request.
        assertThat(facts.before("a", ASKED)[0]).isEqualTo((float) Math.log1p(15));
    }

    /** As it was written before there were times: the number of items, then count and age. */
    @Test
    void earlierLayoutIsRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(1);
        out.writeUTF("a");
        out.writeLong(6);
        out.writeLong(500);
        ItemFacts restored = new ItemFacts();
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(restored.before("a", ASKED)).containsExactly((float) Math.log(7), 500 / 86_400f);
    }

    private static float[][] facts(TrainingSample sample) {
        List<HistoryEvent> labels = sample.labels();
        ListSample list = Objects.requireNonNull(FactsOfRequest.list(sample, labels, any -> 1));
        assertThat(list.features()).isEmpty();
        assertThat(sample.candidates()).extracting(Candidate::itemId).containsExactly("a", "b");
        return list.facts();
    }

    @Test
    void aRevisionFromAfterTheDeadlineTakesTheListOfTheFirst() {
        TrainingSample first = FactsOfRequest.kept(Samples.of("u", "xa"), null, facts);
        facts.clicked("a", ASKED + 10);
        TrainingSample later =
                Samples.revised("u", "x", Samples.click("a", 1), 1).withCandidates(List.of());

        assertThat(facts(FactsOfRequest.kept(later, first, facts))).isDeepEqualTo(facts(first));
    }
}
