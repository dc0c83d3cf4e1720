package io.riffle.job.bundle;

import java.util.concurrent.Future;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * Notices that no more clicks are there for now: a mail in the task's own mailbox runs between two
 * inputs, comes back as long as clicks came since, and otherwise found the input dry.
 *
 * <p>All methods are called on the task thread.
 */
final class DryInput {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final MailboxExecutor mailbox;
    private final ProcessingTimeService time;
    private final BundleTrigger trigger;
    private final ThrowingRunnable<Exception> whenDry;
    private boolean watching;
    private long clicks;
    private long clicksSeen;

    /**
     * @param trigger says how long a bundle may wait on once the input is dry
     * @param whenDry infers what waits
     */
    DryInput(
            MailboxExecutor mailbox,
            ProcessingTimeService time,
            BundleTrigger trigger,
            ThrowingRunnable<Exception> whenDry) {
        this.mailbox = mailbox;
        this.time = time;
        this.trigger = trigger;
        this.whenDry = whenDry;
    }

    /** Counts a click. */
    void clicked() {
        clicks++;
    }

    /** From now on clicks wait to be inferred. */
    void watch() {
        if (!watching) {
            watching = true;
            // The first look comes before the next input: it must not find the input dry.
            clicksSeen = clicks - 1;
            look();
        }
    }

    private void look() {
        mailbox.execute(this::inputMayBeDry, "infer when the input is dry");
    }

    private void inputMayBeDry() throws Exception {
        if (trigger.nothingWaits()) {
            watching = false;
        } else if (clicks != clicksSeen) {
            clicksSeen = clicks;
            look();
        } else {
            long wait = trigger.waitNanos() / NANOS_PER_MILLI;
            if (wait == 0) {
                watching = false;
                whenDry.run();
            } else {
                Future<?> unused =
                        time.registerTimer(
                                time.getCurrentProcessingTime() + wait, now -> inputMayBeDry());
            }
        }
    }
}
