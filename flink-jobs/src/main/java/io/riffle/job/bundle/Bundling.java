package io.riffle.job.bundle;

import io.riffle.job.inference.Inference;
import io.riffle.job.metrics.RecommendMetrics;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.state.UserInput.Asking;
import io.riffle.job.state.UserInput.Request;
import io.riffle.job.user.DueTimers;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;

/**
 * The clicks and requests that wait, and when they are inferred.
 *
 * <p>A bundle holds few users whose whole window has to be encoded, such as after a start or a
 * swap; the others among them wait for the next one, each user's clicks in order, while users with
 * cached values are answered. When more clicks wait than a few bundles hold, the input waits too.
 */
public final class Bundling {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Bundles' worth of clicks that may wait for their turn to be encoded. */
    private static final int WAITING_BUNDLES = 4;

    /** What answers a bundle. */
    public interface Answers {
        /**
         * Answers clicks and requests, all but those that have to wait.
         *
         * @param inference null: nothing serves yet
         * @param maxEncoded whole windows that are encoded; the clicks of users who would need more
         *     stay in the bundle
         */
        void answer(AskBundle bundle, @Nullable Inference inference, int maxEncoded)
                throws Exception;
    }

    private final AskBundle bundle = new AskBundle();
    private final BundleTrigger trigger;
    private final DryInput dryInput;
    private final Answers answers;
    private final DueTimers timers;
    private final Supplier<@Nullable Inference> model;
    private final RecommendMetrics numbers;
    private final int maxPrefills;
    private final int maxWaiting;

    public Bundling(
            RecommendSettings settings,
            MailboxExecutor mailbox,
            ProcessingTimeService time,
            Answers answers,
            DueTimers timers,
            Supplier<@Nullable Inference> model,
            RecommendMetrics numbers) {
        this.trigger =
                new BundleTrigger(
                        settings.bundleSize(),
                        settings.bundleMaxAge(),
                        System::nanoTime,
                        ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
        this.dryInput = new DryInput(mailbox, time, trigger, this::inferOne);
        this.answers = answers;
        this.timers = timers;
        this.model = model;
        this.numbers = numbers;
        this.maxPrefills = settings.models().prefillMaxPerBundle();
        this.maxWaiting = WAITING_BUNDLES * settings.bundleSize();
        numbers.gauge("bundle.load", trigger::load);
        numbers.gauge("bundle.waiting", bundle::size);
    }

    /** Takes a click or a request in; it is inferred now or soon. */
    public void add(Asking asking) throws Exception {
        if (asking instanceof Request request && bundle.precedes(request.request())) {
            // What the user is shown now decides what is not shown again.
            finish();
        }
        bundle.add(asking);
        dryInput.clicked();
        if (trigger.onClick()) {
            inferOne();
        } else {
            dryInput.watch();
        }
    }

    /** Whether a click or a request of the user waits. */
    public boolean holds(String userId) {
        return bundle.contains(userId);
    }

    /** Infers everything that waits. */
    public void finish() throws Exception {
        while (!bundle.isEmpty()) {
            infer();
        }
    }

    /** Infers one bundle, and what it leaves when the input is dry or too much is left. */
    private void inferOne() throws Exception {
        int waited = bundle.size();
        infer();
        while (bundle.size() > maxWaiting) {
            infer();
        }
        if (!bundle.isEmpty()) {
            dryInput.watch();
        }
        timers.answered(waited - bundle.size());
    }

    private void infer() throws Exception {
        int size = bundle.size();
        int clicks = bundle.clicks();
        trigger.begin();
        answers.answer(bundle, model.get(), maxPrefills);
        numbers.bundle(
                size - bundle.size(),
                clicks - bundle.clicks(),
                trigger.end(bundle.size()) / NANOS_PER_MILLI);
    }
}
