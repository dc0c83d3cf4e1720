package io.riffle.job.operator;

import io.riffle.job.state.SharedInput;
import io.riffle.job.state.Types;
import io.riffle.job.state.UserInput;
import io.riffle.schema.Recommendation;
import io.riffle.schema.TrainingSample;
import java.lang.management.ManagementFactory;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Clicks in, recommendations out: keeps each user's history, infers clicks in bundles, settles what
 * was shown, and takes new models into use.
 *
 * <p>Input 1 is keyed by user: clicks and profiles. Input 2 is broadcast: announced models and the
 * catalogue's tombstones. A full bundle and a dry input infer one bundle; a barrier, a swap, the
 * end of input, and a timer or a profile of a user with a click that waits infer all of them. So
 * nothing buffered is ever checkpointed, and the output does not depend on how clicks fell into
 * bundles.
 *
 * <p><b>State</b>: {@link KeyedUser} per key; {@link AnnouncedModels} and {@link WithdrawnItems}
 * for all. The models and their value cache are derived and never checkpointed.
 */
@SuppressWarnings("NullAway.Init") // Flink initialises an operator in initializeState and open
final class RecommendOperator extends AbstractStreamOperator<Recommendation>
        implements TwoInputStreamOperator<UserInput, SharedInput, Recommendation>,
                Triggerable<String, VoidNamespace>,
                BoundedMultiInput {

    private static final long serialVersionUID = 1L;

    static final OutputTag<TrainingSample> SAMPLES =
            new OutputTag<>("training-samples", Types.TRAINING_SAMPLE);

    private final Settings settings;
    private final InferenceLoader loader;
    private final transient MailboxExecutor mailbox;

    private transient KeyedUser users;
    private transient AnnouncedModels announced;
    private transient WithdrawnItems withdrawn;
    private transient RecommendMetrics numbers;
    private transient boolean restored;
    private transient Bundling bundling;
    private transient ModelInUse model;
    private transient RecommendInputs inputs;

    RecommendOperator(
            StreamOperatorParameters<Recommendation> parameters,
            Settings settings,
            InferenceLoader loader) {
        super(parameters);
        this.settings = settings;
        this.loader = loader;
        this.mailbox = parameters.getMailboxExecutor();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        users = new KeyedUser(context.getKeyedStateStore(), settings);
        announced = new AnnouncedModels(context.getOperatorStateStore());
        withdrawn = new WithdrawnItems(context.getOperatorStateStore());
        numbers =
                new RecommendMetrics(
                        getMetricGroup(),
                        ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
        restored = context.isRestored();
    }

    @Override
    public void open() throws Exception {
        super.open();
        InternalTimerService<VoidNamespace> timers =
                getInternalTimerService("attribution", VoidNamespaceSerializer.INSTANCE, this);
        Freshness freshness = new Freshness(getMetricGroup());
        model =
                new ModelInUse(
                        settings,
                        loader,
                        mailbox,
                        getProcessingTimeService(),
                        announced,
                        withdrawn,
                        numbers,
                        freshness,
                        () -> bundling.finish());
        Answering answering =
                new Answering(
                        this,
                        users,
                        timers,
                        output,
                        SAMPLES,
                        numbers,
                        new Prequential(getMetricGroup()),
                        freshness,
                        withdrawn::contains,
                        settings);
        bundling =
                new Bundling(
                        settings,
                        mailbox,
                        getProcessingTimeService(),
                        answering,
                        model::current,
                        numbers);
        inputs = new RecommendInputs(this, users, bundling, answering, model);
        numbers.gauge("state.misses", () -> users.misses());
        startModels();
    }

    private void startModels() throws Exception {
        boolean first = !restored && getRuntimeContext().getTaskInfo().getAttemptNumber() == 0;
        try {
            model.start(!first);
        } catch (IllegalStateException e) {
            // A first start that cannot work must not be retried for ever.
            throw first ? new SuppressRestartsException(e) : e;
        }
    }

    @Override
    public void processElement1(StreamRecord<UserInput> element) throws Exception {
        inputs.user(element.getValue());
    }

    @Override
    public void processElement2(StreamRecord<SharedInput> element) throws Exception {
        inputs.shared(element.getValue(), getProcessingTimeService().getCurrentProcessingTime());
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        inputs.deadline(timer.getKey());
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("No event time timer decides anything here.");
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        bundling.finish();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void endInput(int input) throws Exception {
        bundling.finish();
    }

    @Override
    public void finish() throws Exception {
        bundling.finish();
        super.finish();
    }

    @Override
    public void close() throws Exception {
        if (model != null) {
            model.close();
        }
        super.close();
    }

    /** Whether an announced model is still to be taken into use or refused. */
    boolean swapping() {
        return model.swapping();
    }

    RecommendMetrics numbers() {
        return numbers;
    }
}
