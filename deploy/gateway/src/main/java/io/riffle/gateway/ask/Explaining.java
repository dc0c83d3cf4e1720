package io.riffle.gateway.ask;

import io.riffle.gateway.ask.Waiting.Question;
import io.riffle.gateway.kafka.Outbox;
import io.riffle.gateway.kafka.Topics;
import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import io.riffle.gateway.view.PassedSlates;
import io.riffle.gateway.view.PassedSlates.Passed;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Rules;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.explain.Explanation;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the job why a slate shows what it shows. No call waits. Safe for threads.
 *
 * <p><b>Errors</b>: what is returned fails with {@link Problem}: there is nothing to be told
 * instead.
 */
public final class Explaining {

    /** The job takes fewer than these together. */
    private static final int MOST_WAITING = 100;

    private final Sending sending;
    private final PassedSlates passed;
    private final Waiting<Explanation> waiting;

    /**
     * Asks through an outbox.
     *
     * @param partition where explanations are read; {@link ReplyTo#ANY} while none are
     */
    public Explaining(
            Outbox outbox,
            Topics topics,
            IntSupplier partition,
            PassedSlates passed,
            AskCounts counts) {
        this.sending = new Sending(outbox, topics, partition, counts);
        this.passed = passed;
        this.waiting = new Waiting<>(MOST_WAITING, counts);
    }

    /** Asks; completes with what the job says, whatever that is. */
    public CompletableFuture<Explanation> ask(ExplainRequest request, Patience patience) {
        if (!sending.heard()) {
            return CompletableFuture.failedFuture(silent(request));
        }
        Question question = new Question(false, "", request.requestId());
        CompletableFuture<Explanation> told = waiting.await(question, patience.deadline());
        var unused =
                sending.send(request, patience.trace())
                        .exceptionally(
                                e -> {
                                    waiting.giveUp(question);
                                    return null;
                                });
        return told.exceptionallyCompose(e -> CompletableFuture.failedFuture(silent(request)));
    }

    /** The job says something to whomever. */
    public void told(Explanation explanation) {
        waiting.answered(new Question(false, "", explanation.requestId()), explanation);
    }

    /** A slate passes, of which somebody may ask why. */
    public void shown(Recommendation slate) {
        passed.put(slate);
    }

    /** What is known of a slate; null = this gateway has not seen it. */
    public @Nullable Passed passed(String recommendationId) {
        return passed.of(recommendationId);
    }

    private static Problem silent(ExplainRequest request) {
        return new Problem(
                ProblemKind.NO_ANSWER,
                Rules.sentence(
                        "explanation",
                        request.recommendationId(),
                        "the job",
                        "come before the deadline",
                        "the job restarts, or is not allowed to read the topic"));
    }
}
