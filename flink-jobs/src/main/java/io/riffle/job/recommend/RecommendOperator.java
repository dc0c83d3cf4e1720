package io.riffle.job.recommend;

import io.riffle.job.bundle.Bundling;
import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.items.EligibleItems;
import io.riffle.job.metrics.Freshness;
import io.riffle.job.metrics.RecommendMetrics;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.state.SharedInput;
import io.riffle.job.state.UserInput;
import io.riffle.job.swap.AnnouncedModels;
import io.riffle.job.user.KeyedUser;
import io.riffle.schema.Recommendation;
import java.lang.management.ManagementFactory;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.InternalTimeServiceManager.ShouldStopAdvancingFn;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Clicks in, recommendations out: keeps each user's history, infers clicks in bundles, settles what
 * was shown, and takes new models into use.
 *
 * <p>Input 1 is keyed by user: clicks, requests, profiles and wishes to be forgotten. Input 2 is
 * broadcast: announced models, the catalogue and the rules of placements. A full bundle and a dry
 * input infer one bundle; a barrier, a swap, the end of input, and a timer or a profile of a user
 * with a click that waits infer all of them. So nothing buffered is ever checkpointed, and the
 * output does not depend on how clicks fell into bundles. Timers fire as clicks are read, not by
 * the clock on the wall: {@link SilentUsers}.
 *
 * <p><b>State</b>: {@link KeyedUser} per key; {@link AnnouncedModels} and {@link EligibleItems} for
 * all. The models and their value cache are derived and never checkpointed.
 */
@SuppressWarnings("NullAway.Init") // Flink initialises an operator in initializeState and open
final class RecommendOperator extends AbstractStreamOperator<Recommendation>
        implements TwoInputStreamOperator<UserInput, SharedInput, Recommendation>,
                Triggerable<String, VoidNamespace>,
                BoundedMultiInput {

    private static final long serialVersionUID = 1L;

    private final RecommendSettings settings;
    private final InferenceLoader loader;
    private final transient MailboxExecutor mailbox;

    private transient boolean restarted;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient RecommendState state;
    private transient RecommendMetrics numbers;
    private transient Bundling bundling;
    private transient SubtaskModels models;
    private transient UserInputs users;
    private transient SharedInputs shared;

    RecommendOperator(
            StreamOperatorParameters<Recommendation> parameters,
            RecommendSettings settings,
            InferenceLoader loader) {
        super(parameters);
        this.settings = settings;
        this.loader = loader;
        this.mailbox = parameters.getMailboxExecutor();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        restarted =
                context.isRestored() || getRuntimeContext().getTaskInfo().getAttemptNumber() > 0;
        numbers =
                new RecommendMetrics(
                        getMetricGroup(),
                        ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
        state = RecommendState.of(context, settings, getRuntimeContext(), this::now);
        state.gauges(numbers);
    }

    @Override
    public void open() throws Exception {
        super.open();
        Freshness freshness = new Freshness(getMetricGroup());
        InferenceLoader placed = loader.on(getRuntimeContext());
        Subtask subtask =
                new Subtask(
                        getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
                        this,
                        settings,
                        mailbox,
                        getProcessingTimeService(),
                        output,
                        getMetricGroup(),
                        numbers,
                        state,
                        new Replay(restarted, now()));
        models = new SubtaskModels(subtask, placed, freshness, () -> bundling.finish());
        timers = getInternalTimerService("attribution", VoidNamespaceSerializer.INSTANCE, this);
        ClickPath path =
                new ClickPath(subtask, freshness, timers, this::fireTimers, models.swap()::current);
        bundling = path.bundling();
        users = new UserInputs(subtask, path, models.swap());
        shared = new SharedInputs(subtask, bundling, models.swap(), freshness.exposure());
        models.start(settings, getContainingTask().getEnvironment(), restarted);
    }

    private long now() {
        return getProcessingTimeService().getCurrentProcessingTime();
    }

    private boolean fireTimers(long time, ShouldStopAdvancingFn stop) throws Exception {
        return getTimeServiceManager().orElseThrow().tryAdvanceWatermark(new Watermark(time), stop);
    }

    @Override
    public void processElement1(StreamRecord<UserInput> element) throws Exception {
        users.take(element.getValue());
    }

    @Override
    public void processElement2(StreamRecord<SharedInput> element) throws Exception {
        shared.take(element.getValue());
    }

    /** A timer of an older release: its time comes when the clicks before it have been read. */
    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, timer.getTimestamp());
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        users.deadline(timer.getKey(), timer.getTimestamp());
    }

    /** Timers follow what was read; a watermark passes by. */
    @Override
    public void processWatermark(Watermark mark) {
        output.emitWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        bundling.finish();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.snapshot();
    }

    @Override
    public void endInput(int input) throws Exception {
        bundling.finish();
    }

    @Override
    public void finish() throws Exception {
        bundling.finish();
        users.finish();
        super.finish();
    }

    @Override
    public void close() throws Exception {
        if (models != null) {
            models.close();
        }
        if (state != null) {
            state.conditions().close();
        }
        super.close();
    }

    /** Whether an announced model is still to be taken into use or refused. */
    boolean swapping() {
        return models.swap().swapping();
    }

    RecommendState state() {
        return state;
    }

    RecommendMetrics numbers() {
        return numbers;
    }
}
