package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.received;
import static io.riffle.job.testing.Bundles.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.UserInput;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.ForgetReceipt.Purged;
import io.riffle.schema.ForgetUser;
import io.riffle.schema.Recommendation;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.UserProfile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

class ForgetTest {

    private static final String USER = "user-to-be-forgotten";
    private static final long HOUR = 3_600_000;

    @Test
    void nothingOfTheUserIsLeftAndTheReceiptSaysWhatThereWas() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER)) {
            harness.user(received("other", "e0", "i1", HOUR, 0));
            int others = harness.stateEntries();
            clicksAndProfile(harness);
            assertThat(bytes(harness.checkpoint())).contains(USER);
            assertThat(harness.numEventTimeTimers()).isEqualTo(2);

            harness.user(forget("q1"));

            assertThat(bytes(harness.checkpoint())).doesNotContain(USER).contains("other");
            assertThat(harness.stateEntries()).isEqualTo(others);
            assertThat(harness.numEventTimeTimers()).isEqualTo(1);
            ForgetReceipt receipt = takeReceipts(harness).get(0);
            assertThat(receipt.request()).isEqualTo(new ForgetUser("q1", USER, 7));
            assertThat(receipt.job()).isEqualTo("recommend");
            assertThat(receipt.subtask()).isZero();
            assertThat(receipt.purged()).isEqualTo(new Purged(3, 3, 0, true, 0, 0));
        }
    }

    @Test
    void aTimerThatWasSetWritesNothingAgain() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER)) {
            clicksAndProfile(harness);
            harness.takeSamples();
            harness.user(forget("q1"));
            harness.setProcessingTime(9 * HOUR);
            harness.user(received("clock", "e", "i1", 9 * HOUR, 0));
            harness.runDry();

            assertThat(bytes(harness.checkpoint())).doesNotContain(USER);
            assertThat(harness.takeSamples()).isEmpty();
        }
    }

    @Test
    void aLaterClickStartsFromNothing() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER)) {
            clicksAndProfile(harness);
            harness.user(forget("q1"));
            harness.takeSamples();
            harness.user(received(USER, "e9", "i9", 2 * HOUR, 0));
            harness.user(received(USER, "e10", "i8", 2 * HOUR + 1, 0));

            List<TrainingSample> samples = harness.takeSamples();
            assertThat(samples).hasSize(1);
            assertThat(samples.get(0).history()).extracting(e -> e.itemId()).containsExactly("i9");
            assertThat(samples.get(0).profile()).isEmpty();
        }
    }

    @Test
    void aClickThatWaitsIsAnsweredAndThenForgotten() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(100), FakeModel.LOADER)) {
            harness.user(received(USER, "e1", "i1", HOUR, 0));
            harness.user(forget("q1"));

            List<Recommendation> answers = harness.takeRecommendations();
            assertThat(answers).hasSize(1);
            assertThat(takeReceipts(harness).get(0).purged().historyEvents()).isEqualTo(1);
            harness.runDry();
            assertThat(bytes(harness.checkpoint())).doesNotContain(USER);
        }
    }

    @Test
    void whoIsNotKnownGetsAReceiptOfNothing() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER)) {
            harness.user(forget("q1"));
            harness.user(forget("q2"));

            assertThat(takeReceipts(harness))
                    .extracting(ForgetReceipt::purged)
                    .containsOnly(new Purged(0, 0, 0, false, 0, 0))
                    .hasSize(2);
        }
    }

    private static void clicksAndProfile(RecommendHarness harness) throws Exception {
        harness.setProcessingTime(HOUR);
        UserProfile profile = new UserProfile(USER, Map.of("age", "25"), 0);
        harness.user(new UserInput.Profile(profile));
        for (int i = 1; i <= 3; i++) {
            harness.user(received(USER, "e" + i, "i" + i, HOUR + i, 0));
        }
    }

    private static UserInput forget(String request) {
        return new UserInput.Forget(new ForgetUser(request, USER, 7));
    }

    private static List<ForgetReceipt> takeReceipts(RecommendHarness harness) {
        Queue<StreamRecord<ForgetReceipt>> records = harness.getSideOutput(SideOutputs.RECEIPTS);
        List<ForgetReceipt> taken = new ArrayList<>();
        while (records != null && !records.isEmpty()) {
            taken.add(records.remove().getValue());
        }
        return taken;
    }

    /** All that a checkpoint holds of keyed state and timers, a character each byte. */
    private static String bytes(OperatorSubtaskState state) throws Exception {
        StringBuilder all = new StringBuilder();
        List<KeyedStateHandle> handles = new ArrayList<>(state.getManagedKeyedState());
        handles.addAll(state.getRawKeyedState());
        for (KeyedStateHandle handle : handles) {
            try (var in = ((StreamStateHandle) handle).openInputStream()) {
                all.append(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
