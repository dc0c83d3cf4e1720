package io.riffle.job.operator;

import io.riffle.job.operator.RecommendMetrics.Stage;
import io.riffle.job.state.SharedInput;
import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.state.SharedInput.Listed;
import io.riffle.job.state.SharedInput.Withdrawn;
import io.riffle.job.state.Types;
import io.riffle.job.state.UserInput;
import io.riffle.job.state.UserInput.Click;
import io.riffle.job.state.UserInput.Profile;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.UserProfile;
import io.riffle.serving.Answer;
import io.riffle.serving.Turn;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
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
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clicks in, recommendations out: keeps each user's history, infers clicks in bundles, settles what
 * was shown, and takes new models into use.
 *
 * <p>Input 1 is keyed by user: clicks and profiles. Input 2 is broadcast: announced models and the
 * catalogue's tombstones. Every way out of a bundle infers it first — full, input dry, barrier,
 * timer, swap, end of input — so nothing buffered is ever checkpointed, and the output does not
 * depend on how clicks fell into bundles.
 *
 * <p><b>State</b>: {@link KeyedUser} per key; {@link AcceptedModels} and {@link WithdrawnItems} for
 * all. The models and their value cache are derived and never checkpointed.
 */
@SuppressWarnings("NullAway.Init") // Flink initialises an operator in initializeState and open
final class RecommendOperator extends AbstractStreamOperator<Recommendation>
        implements TwoInputStreamOperator<UserInput, SharedInput, Recommendation>,
                Triggerable<String, VoidNamespace>,
                BoundedMultiInput,
                ModelSwap.Handover {

    private static final long serialVersionUID = 1L;

    static final OutputTag<TrainingSample> SAMPLES =
            new OutputTag<>("training-samples", Types.TRAINING_SAMPLE);

    private static final Logger LOG = LoggerFactory.getLogger(RecommendOperator.class);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Settings settings;
    private final InferenceLoader loader;
    private final transient MailboxExecutor mailbox;

    private transient KeyedUser users;
    private transient AcceptedModels accepted;
    private transient WithdrawnItems withdrawn;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient RecommendMetrics numbers;
    private transient BundleTrigger trigger;
    private transient ClickBundle bundle;
    private transient Responder responder;
    private transient Settlement settlement;
    private transient Freshness freshness;
    private transient ModelSwap swap;
    private transient long settledBy;
    private transient @Nullable Inference inference;
    private transient ServedUsers served;
    private transient boolean watching;
    private transient long clicks;
    private transient long clicksSeen;

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
        accepted = new AcceptedModels(context.getOperatorStateStore());
        withdrawn = new WithdrawnItems(context.getOperatorStateStore());
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        numbers = new RecommendMetrics(getMetricGroup(), threads::getCurrentThreadCpuTime);
        try {
            inference = new ModelsAtStart(loader, accepted, numbers).load(settings);
        } catch (RuntimeException e) {
            // A first start that cannot work must not be retried for ever.
            throw context.isRestored() ? e : new SuppressRestartsException(e);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        timers = getInternalTimerService("attribution", VoidNamespaceSerializer.INSTANCE, this);
        trigger =
                new BundleTrigger(settings.bundleSize(), settings.bundleMaxAge(), System::nanoTime);
        bundle = new ClickBundle();
        responder =
                new Responder(
                        new PopularItems(settings.popularItems(), settings.popularHalfLife()),
                        settings.models().slateSize(),
                        withdrawn::contains);
        settlement =
                new Settlement(
                        settings.attribution(),
                        new Prequential(getMetricGroup()),
                        this::emitSample);
        freshness = new Freshness(getMetricGroup());
        swap = new ModelSwap(loader, mailbox, this);
        served = new ServedUsers();
        if (inference != null) {
            withdrawn.applyTo(inference);
        }
        numbers.gauge("model.version", () -> inference == null ? 0 : inference.backboneVersion());
        numbers.gauge(
                "model.reranker_version",
                () -> inference == null ? 0 : inference.rerankerVersion());
        numbers.gauge("model.arrays", () -> inference == null ? 0 : inference.nativeArrays());
        numbers.gauge("extend.users", () -> served.with(inference).extended());
        numbers.gauge("prefill.users", () -> served.with(inference).prefilled());
        numbers.gauge("encode.queries", () -> served.with(inference).encoded());
        numbers.gauge("cache.users", () -> served.with(inference).cachedUsers());
        numbers.gauge("bundle.load", () -> trigger.load());
        numbers.gauge("state.misses", () -> users.misses());
    }

    @Override
    public void processElement1(StreamRecord<UserInput> element) throws Exception {
        UserInput input = element.getValue();
        if (input instanceof Click click) {
            add(click);
            return;
        }
        if (bundle.contains(input.userId())) {
            finishBundle();
            setCurrentKey(input.userId());
        }
        UserProfile profile = input instanceof Profile given ? given.profile() : null;
        users.setProfile(input.userId(), profile);
    }

    @Override
    public void processElement2(StreamRecord<SharedInput> element) throws Exception {
        SharedInput input = element.getValue();
        if (input instanceof Announced announced) {
            announced(announced.update());
        } else if (input instanceof Withdrawn item && !withdrawn.contains(item.itemId())) {
            finishBundle();
            withdrawn.add(item.itemId());
            if (inference != null) {
                inference.withdraw(item.itemId());
            }
        } else if (input instanceof Listed item && withdrawn.contains(item.itemId())) {
            finishBundle();
            withdrawn.remove(item.itemId());
            if (inference != null) {
                inference.restore(item.itemId());
            }
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        finishBundle();
        setCurrentKey(timer.getKey());
        User user = users.load(timer.getKey());
        long now = timers.currentProcessingTime();
        settledBy = 0;
        settlement.expire(user, now);
        users.commit(user);
        awaitDeadline(user, now);
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("No event time timer decides anything here.");
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        finishBundle();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void endInput(int input) throws Exception {
        finishBundle();
    }

    @Override
    public void finish() throws Exception {
        finishBundle();
        super.finish();
    }

    @Override
    public void close() throws Exception {
        // Null when the operator never opened.
        if (swap != null) {
            swap.close();
        }
        if (inference != null) {
            inference.close();
        }
        super.close();
    }

    @Override
    public @Nullable Inference current() {
        return inference;
    }

    @Override
    public void ready(ModelUpdate update, Inference loaded) throws Exception {
        finishBundle();
        Inference old = inference;
        inference = loaded;
        accepted.swapped(update);
        freshness.swapped(update);
        numbers.swapped();
        LOG.info("Serve with {} version {}", update.model(), update.version());
        if (old == null) {
            withdrawn.applyTo(loaded);
        } else {
            loaded.adopt(old);
            served.add(old.counts());
            old.close();
        }
    }

    @Override
    public void refused(ModelUpdate update, RuntimeException cause) throws Exception {
        accepted.refused(update);
        numbers.refusedUpdate(UpdateRefusedException.reasonOf(cause));
        LOG.warn("Refuse {} version {}: {}", update.model(), update.version(), update.uri(), cause);
    }

    /** Whether an announced model is still to be taken into use or refused. */
    boolean swapping() {
        return swap.busy();
    }

    private void announced(ModelUpdate update) throws Exception {
        if (accepted.accept(update)) {
            swap.begin(update);
        } else {
            numbers.ignoredUpdate();
        }
    }

    private void add(Click click) throws Exception {
        bundle.add(click);
        clicks++;
        if (trigger.onClick()) {
            finishBundle();
        } else if (!watching) {
            watching = true;
            // The first look comes before the next input: it must not find the input dry.
            clicksSeen = clicks - 1;
            look();
        }
    }

    /**
     * Runs between two inputs. As long as clicks keep coming it comes back; when none came since
     * the last time the input is dry, and nobody need wait for company that is not there.
     */
    private void inputMayBeDry() throws Exception {
        if (bundle.isEmpty()) {
            watching = false;
        } else if (clicks != clicksSeen) {
            clicksSeen = clicks;
            look();
        } else {
            long wait = trigger.waitNanos() / NANOS_PER_MILLI;
            if (wait == 0) {
                watching = false;
                finishBundle();
            } else {
                ProcessingTimeService time = getProcessingTimeService();
                Future<?> unused =
                        time.registerTimer(
                                time.getCurrentProcessingTime() + wait, now -> inputMayBeDry());
            }
        }
    }

    private void look() {
        mailbox.execute(this::inputMayBeDry, "infer when the input is dry");
    }

    private void finishBundle() throws Exception {
        if (bundle.isEmpty()) {
            return;
        }
        int size = bundle.size();
        trigger.begin();
        numbers.startStages();
        List<UserTurn> turns = bundle.take(this::load);
        numbers.endStage(Stage.STATE);
        List<UserTurn> asking = round(turns);
        while (!asking.isEmpty()) {
            List<Answered> answered = infer(asking);
            numbers.endStage(Stage.INFER);
            for (Answered one : answered) {
                respond(one);
            }
            numbers.endStage(Stage.EMIT);
            asking = round(turns);
        }
        commit(turns);
        numbers.endStage(Stage.STATE);
        numbers.bundle(size, trigger.end() / NANOS_PER_MILLI);
    }

    private List<UserTurn> round(List<UserTurn> turns) {
        return ClickBundle.nextRound(turns, inference, settings.maxDislikes(), numbers);
    }

    private List<Answered> infer(List<UserTurn> asking) {
        List<Turn> turns = new ArrayList<>(asking.size());
        for (UserTurn turn : asking) {
            turns.add(turn.turn());
        }
        List<List<Answer>> answers = inference == null ? null : inference.recommend(turns);
        List<Answered> answered = new ArrayList<>();
        for (int i = 0; i < asking.size(); i++) {
            List<Ask> asks = asking.get(i).asks();
            for (int j = 0; j < asks.size(); j++) {
                Answer answer = answers == null ? Responder.NOTHING : answers.get(i).get(j);
                answered.add(new Answered(asks.get(j), answer));
            }
        }
        answered.sort(ClickBundle.BY_ARRIVAL);
        return answered;
    }

    private void respond(Answered one) {
        Ask ask = one.ask();
        long now = timers.currentProcessingTime();
        settledBy = ask.click().receivedTime();
        settlement.settle(ask, now);
        Answer shown = responder.answer(ask, one.answer());
        settlement.open(ask, shown, now);
        output.collect(new StreamRecord<>(Responder.recommendation(ask, shown, now)));
        numbers.recommendation(shown.tier());
        freshness.recommended(shown.backboneVersion(), now);
    }

    private void commit(List<UserTurn> turns) throws Exception {
        long now = timers.currentProcessingTime();
        for (UserTurn turn : turns) {
            setCurrentKey(turn.user().userId);
            users.commit(turn.user());
            awaitDeadline(turn.user(), now);
        }
    }

    private User load(String userId) throws Exception {
        setCurrentKey(userId);
        return users.load(userId);
    }

    /** One timer per user and minute at most: deadlines are rounded up to the minute. */
    private void awaitDeadline(User user, long now) {
        long deadline = user.nextTimer(now);
        if (deadline != Long.MAX_VALUE) {
            timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, deadline);
        }
    }

    /** A sample's timestamp is when the click that settled it was received. */
    private void emitSample(TrainingSample sample) {
        output.collect(
                SAMPLES,
                settledBy == 0
                        ? new StreamRecord<>(sample)
                        : new StreamRecord<>(sample, settledBy));
        numbers.sample();
    }
}
