package io.riffle.job.explain;

import io.riffle.job.ask.Wishes;
import io.riffle.job.inference.Inference;
import io.riffle.job.inference.ModelsAgain;
import io.riffle.job.metrics.ExplainMetrics;
import io.riffle.job.state.Types;
import io.riffle.job.state.UserInput.Explain;
import io.riffle.job.state.UserInput.ExplainRefused;
import io.riffle.job.user.KeyedUser;
import io.riffle.schema.Slate;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.explain.ExplainReply;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.explain.ExplainStatus;
import io.riffle.schema.explain.Explanation;
import io.riffle.serving.Recommender;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers questions why: reads on the task thread what is known of the slate, has the models asked
 * elsewhere, and sends the answer from the task thread again. A question changes nothing, waits for
 * no bundle, and is lost with the attempt that took it.
 *
 * <p>All methods are called on the task thread.
 */
public final class Explaining {

    /** Where explanations go out. */
    public static final OutputTag<ExplainReply> EXPLANATIONS =
            new OutputTag<>("explanations", Types.EXPLAIN_REPLY);

    private static final Logger LOG = LoggerFactory.getLogger(Explaining.class);

    /** Whoever asked can do nothing about the cause, which the log has. */
    private static final String BROKEN =
            "The slate could not be explained: the models could not be asked; the log of the job"
                    + " says why.\nMaybe ask again in a minute.";

    private static final String BUSY =
            "The number of waiting questions of the job must be below its bound.\nMaybe ask again"
                    + " in a few seconds.";

    private final KnownSlates known;
    private final PopularLists popular;
    private final Supplier<@Nullable Inference> model;
    private final MailboxExecutor mailbox;
    private final Consumer<ExplainReply> output;
    private final ExplainMetrics numbers;
    private final LongSupplier now;
    private final ExplainWorker worker;
    private int waiting;

    /**
     * @param popular what is popular now
     * @param model what serves; null = nothing yet
     * @param now processing time, epoch ms
     */
    public Explaining(
            KeyedUser users,
            Wishes wishes,
            PopularLists popular,
            Supplier<@Nullable Inference> model,
            MailboxExecutor mailbox,
            Consumer<ExplainReply> output,
            ExplainMetrics numbers,
            LongSupplier now) {
        this(users, wishes, popular, model, mailbox, output, numbers, now, ExplainWorker.PROCESS);
    }

    Explaining(
            KeyedUser users,
            Wishes wishes,
            PopularLists popular,
            Supplier<@Nullable Inference> model,
            MailboxExecutor mailbox,
            Consumer<ExplainReply> output,
            ExplainMetrics numbers,
            LongSupplier now,
            ExplainWorker worker) {
        this.known = new KnownSlates(users, wishes);
        this.popular = popular;
        this.model = model;
        this.mailbox = mailbox;
        this.output = output;
        this.numbers = numbers;
        this.now = now;
        this.worker = worker;
    }

    /** A question, with its user's key set. */
    public void explain(Explain question) throws Exception {
        ExplainRequest request = question.request();
        if (worker.full()) {
            send(question, none(request, ExplainStatus.BUSY, BUSY));
            return;
        }
        ExplainTask task = known.of(request);
        if (task == null) {
            send(question, none(request, ExplainStatus.UNKNOWN, known.whyNot(request)));
            return;
        }
        Slate slate = task.slate();
        Inference serving = model.get();
        ModelsAgain again =
                serving == null || slate.backboneVersion() == 0
                        ? null
                        : serving.again(
                                slate.backboneVersion(), slate.rerankerVersion(), task.named());
        if (slate.backboneVersion() == 0) {
            send(question, new Explainer(task).popular(popular));
        } else if (again == null) {
            send(question, new Explainer(task).withoutModels());
        } else if (worker.ask(again, asked(question, task, again))) {
            waiting++;
        } else {
            send(question, none(request, ExplainStatus.BUSY, BUSY));
        }
    }

    /** A question that breaks a rule. */
    public void refuse(ExplainRefused refused) {
        Explanation told =
                Explanation.none(
                        refused.requestId(),
                        refused.recommendationId(),
                        refused.asker(),
                        ExplainStatus.REFUSED,
                        refused.reason());
        send(told, refused.replyTo(), refused.receivedTime());
    }

    /** Waits for what was asked: the input is over, and nobody will ask again. */
    public void finish() throws InterruptedException {
        while (waiting > 0) {
            mailbox.yield();
        }
    }

    private ExplainWorker.Question asked(Explain question, ExplainTask task, ModelsAgain again) {
        return new ExplainWorker.Question() {
            @Override
            public void ask(Recommender models) {
                Explanation told = new Explainer(task).explain(models, again);
                back(() -> send(question, told));
            }

            @Override
            public void failed(Throwable why) {
                LOG.warn("A slate could not be explained", why);
                back(() -> send(question, none(question.request(), ExplainStatus.FAILED, BROKEN)));
            }
        };
    }

    /** To the task thread; an attempt that has ended owes nobody an answer. */
    private void back(Runnable send) {
        try {
            mailbox.execute(
                    () -> {
                        waiting--;
                        send.run();
                    },
                    "send an explanation");
        } catch (RejectedExecutionException e) {
            LOG.debug("An explanation came too late", e);
        }
    }

    private static Explanation none(ExplainRequest request, ExplainStatus status, String reason) {
        return Explanation.none(
                request.requestId(), request.recommendationId(), request.userId(), status, reason);
    }

    private void send(Explain question, Explanation told) {
        send(told, question.replyTo(), question.receivedTime());
    }

    private void send(Explanation told, ReplyTo to, long received) {
        output.accept(new ExplainReply(told, to));
        numbers.told(told.status(), now.getAsLong() - received);
    }
}
