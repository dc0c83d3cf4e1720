package io.riffle.job.recommend;

import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.state.SharedInput;
import io.riffle.job.state.UserInput;
import io.riffle.job.testing.Bundles.Happening;
import io.riffle.job.testing.Bundles.Happening.Checkpointed;
import io.riffle.job.testing.Bundles.Happening.RanDry;
import io.riffle.job.testing.Bundles.Happening.Relisted;
import io.riffle.job.testing.Bundles.Happening.Withdrew;
import io.riffle.schema.Recommendation;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.ask.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** One subtask of the recommend step without a cluster: the test drives inputs, mails and time. */
final class RecommendHarness extends AbstractStreamOperatorTestHarness<Recommendation> {

    static final long START = 1_000_000;

    static final int MAX_PARALLELISM = 16;

    private final int subtask;
    private final int subtasks;
    private long checkpoint;

    private RecommendHarness(
            RecommendSettings settings, InferenceLoader loader, int subtask, int subtasks)
            throws Exception {
        super(new RecommendOperatorFactory(settings, loader), MAX_PARALLELISM, subtasks, subtask);
        this.subtask = subtask;
        this.subtasks = subtasks;
        config.setStatePartitioner(0, (UserInput input) -> input.userId());
        config.setStateKeySerializer(StringSerializer.INSTANCE);
        config.serializeAllConfigs();
        setProcessingTime(START);
    }

    static RecommendHarness started(RecommendSettings settings, InferenceLoader loader)
            throws Exception {
        RecommendHarness harness = new RecommendHarness(settings, loader, 0, 1);
        harness.setup();
        harness.open();
        return harness;
    }

    static RecommendHarness started(
            RecommendSettings settings, InferenceLoader loader, StateBackend backend)
            throws Exception {
        RecommendHarness harness = new RecommendHarness(settings, loader, 0, 1);
        harness.setStateBackend(backend);
        harness.setup();
        harness.open();
        return harness;
    }

    static RecommendHarness restored(
            RecommendSettings settings, InferenceLoader loader, OperatorSubtaskState state)
            throws Exception {
        return restored(settings, loader, state, 0, 1);
    }

    /** Restored at a processing time. */
    static RecommendHarness restored(
            RecommendSettings settings,
            InferenceLoader loader,
            OperatorSubtaskState state,
            long now)
            throws Exception {
        RecommendHarness harness = new RecommendHarness(settings, loader, 0, 1);
        harness.setProcessingTime(now);
        harness.setup();
        harness.initializeState(state);
        harness.open();
        return harness;
    }

    /** Restored on another backend at a processing time. */
    static RecommendHarness restored(
            RecommendSettings settings,
            InferenceLoader loader,
            OperatorSubtaskState state,
            StateBackend backend,
            long now)
            throws Exception {
        RecommendHarness harness = new RecommendHarness(settings, loader, 0, 1);
        harness.setStateBackend(backend);
        harness.setProcessingTime(now);
        harness.setup();
        harness.initializeState(state);
        harness.open();
        return harness;
    }

    static RecommendHarness restored(
            RecommendSettings settings,
            InferenceLoader loader,
            OperatorSubtaskState state,
            int subtask,
            int subtasks)
            throws Exception {
        RecommendHarness harness = new RecommendHarness(settings, loader, subtask, subtasks);
        harness.setup();
        harness.initializeState(
                repartitionOperatorState(state, MAX_PARALLELISM, 1, subtasks, subtask));
        harness.open();
        return harness;
    }

    RecommendOperator recommend() {
        return (RecommendOperator) operator;
    }

    /** Whether this subtask has the user's key. */
    boolean owns(String userId) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        userId, MAX_PARALLELISM, subtasks)
                == subtask;
    }

    /** Entries of keyed state on the heap, over all users. */
    int stateEntries() {
        return ((HeapKeyedStateBackend<?>) recommend().getKeyedStateBackend())
                .numKeyValueStateEntries();
    }

    void user(UserInput input) throws Exception {
        StreamRecord<UserInput> element = new StreamRecord<>(input);
        recommend().setKeyContextElement1(element);
        recommend().processElement1(element);
    }

    void shared(SharedInput input) throws Exception {
        recommend().processElement2(new StreamRecord<>(input));
    }

    /** Lets happen what needs neither a model nor another harness. */
    void happen(Happening happening) throws Exception {
        if (happening instanceof Withdrew withdrew) {
            shared(new SharedInput.Withdrawn(withdrew.itemId()));
        } else if (happening instanceof Relisted relisted) {
            shared(new SharedInput.Listed(relisted.itemId()));
        } else if (happening instanceof RanDry) {
            runDry();
        } else if (happening instanceof Checkpointed) {
            checkpoint();
        }
    }

    /** Runs what the mailbox holds until it is empty: the input has run dry. */
    void runDry() throws Exception {
        while (runMails() > 0) {}
    }

    /** Runs the mails that are there now; how many there were. */
    int runMails() throws Exception {
        int mails = getTaskMailbox().size();
        for (int i = 0; i < mails; i++) {
            getTaskMailbox().take(0).run();
        }
        return mails;
    }

    /** Waits for the model loader, then runs the mails. */
    void awaitSwap() throws Exception {
        while (recommend().swapping()) {
            getTaskMailbox().take(0).run();
        }
    }

    void endAll() throws Exception {
        recommend().endInput(1);
        recommend().endInput(2);
        recommend().finish();
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (Exception e) {
            throw new AssertionError("The step must close", e);
        }
    }

    OperatorSubtaskState checkpoint() throws Exception {
        checkpoint++;
        prepareSnapshotPreBarrier(checkpoint);
        return snapshot(checkpoint, checkpoint);
    }

    /** Recommendations since the last call. */
    List<Recommendation> takeRecommendations() {
        List<Recommendation> taken = extractOutputValues();
        getOutput().clear();
        return taken;
    }

    /** Answers that somebody waits for, since the last call. */
    List<Reply> takeReplies() {
        return take(SideOutputs.REPLIES);
    }

    /** What went out beside the recommendations since the last call. */
    <T> List<T> take(OutputTag<T> tag) {
        Queue<StreamRecord<T>> records = getSideOutput(tag);
        List<T> taken = new ArrayList<>();
        while (records != null && !records.isEmpty()) {
            taken.add(records.remove().getValue());
        }
        return taken;
    }

    /** Samples since the last call. */
    List<TrainingSample> takeSamples() {
        return take(SideOutputs.SAMPLES);
    }
}
