package io.riffle.gateway.ask;

import io.riffle.gateway.ask.Waiting.Question;
import io.riffle.gateway.kafka.Outbox;
import io.riffle.gateway.kafka.Topics;
import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import io.riffle.gateway.view.SlateView;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Recommendation;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.ask.SlateRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the job, and answers without it when it is silent. No call waits; what is returned completes
 * in threads that must not be held. Safe for threads.
 *
 * <p><b>Errors</b>: what is returned fails with {@link Problem}; too many who wait are turned away
 * by it at once.
 */
public final class Asking {

    private final Sending sending;
    private final SlateView view;
    private final AskCounts counts = new AskCounts();
    private final Waiting<Recommendation> waiting;
    private final FallbackAnswers fallback;

    /**
     * Asks through an outbox.
     *
     * @param replyPartition where answers are read; {@link ReplyTo#ANY} while none are
     * @param mostInFlight more than so many do not wait at once
     */
    public Asking(
            Outbox outbox,
            Topics topics,
            IntSupplier replyPartition,
            SlateView view,
            int mostInFlight) {
        this.sending = new Sending(outbox, topics, replyPartition, counts);
        this.view = view;
        this.waiting = new Waiting<>(mostInFlight, counts);
        this.fallback = new FallbackAnswers(view, counts);
    }

    /** Asks for a slate. */
    public CompletableFuture<Answer> ask(SlateRequest request, Patience patience) {
        if (!sending.heard()) {
            // Nobody would hear; a page that waits for nothing is a slow page.
            return instead(request);
        }
        Question question = new Question(false, request.userId(), request.requestId());
        CompletableFuture<Recommendation> answer =
                request.guest()
                        ? waiting.awaitAlone(question, patience.deadline())
                        : waiting.await(question, patience.deadline());
        var unused = sending.send(request, patience.trace()).exceptionally(e -> givenUp(question));
        return answer.handle(
                (slate, e) -> slate == null ? fallback.instead(request) : keep(request, slate));
    }

    /** Stores a click and asks for the slate that contains it. */
    public CompletableFuture<Answer> click(ClickEvent click, Patience patience) {
        Recommendation known = view.newest(click.userId(), "");
        if (known != null && known.triggerEventId().equals(click.eventId())) {
            // Sent again: the job has answered it and would drop it now.
            return CompletableFuture.completedFuture(Answer.fresh(known, true));
        }
        Question question = ofClick(click.userId(), click.eventId());
        CompletableFuture<Recommendation> answer = waiting.await(question, patience.deadline());
        CompletableFuture<Void> stored = sending.send(click, patience.trace());
        var unused = stored.exceptionally(e -> givenUp(question));
        SlateRequest likewise = SlateRequest.of(click.eventId(), click.userId(), click.eventTime());
        return answer.handle(
                (slate, e) -> {
                    if (slate != null) {
                        // It comes as a recommendation as well, and may come after the next call.
                        view.put(slate.userId(), "", slate);
                        return made(likewise, slate, true);
                    }
                    return fallback.instead(likewise)
                            .withStored(stored.isDone() && !stored.isCompletedExceptionally());
                });
    }

    /** Stores clicks; completes when the brokers have all of them. */
    public CompletableFuture<Void> store(List<ClickEvent> clicks, Patience patience) {
        List<CompletableFuture<Void>> all = new ArrayList<>(clicks.size());
        clicks.forEach(click -> all.add(sending.send(click, patience.trace())));
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .orTimeout(patience.deadline().toNanos(), TimeUnit.NANOSECONDS)
                .exceptionallyCompose(
                        e ->
                                CompletableFuture.failedFuture(
                                        Problem.of(
                                                ProblemKind.NOT_STORED,
                                                "number of clicks",
                                                clicks.size(),
                                                "the request",
                                                "be taken by the brokers before the deadline",
                                                "send them again under the same event ids")));
    }

    /** A reply of the job, to whomever. */
    public void replied(Recommendation slate) {
        waiting.answered(
                slate.asked()
                        ? new Question(false, slate.userId(), slate.requestId())
                        : ofClick(slate.userId(), slate.triggerEventId()),
                slate);
    }

    /** A recommendation that everybody may read. */
    public void recommended(Recommendation slate) {
        view.put(slate.userId(), "", slate);
        view.count(slate.items());
        // Most often it has come as a reply before.
        waiting.answered(ofClick(slate.userId(), slate.triggerEventId()), slate);
    }

    /** How questions ended. */
    public AskCounts counts() {
        return counts;
    }

    /** Questions that wait now. */
    public int inFlight() {
        return waiting.count();
    }

    private CompletableFuture<Answer> instead(SlateRequest request) {
        try {
            return CompletableFuture.completedFuture(fallback.instead(request));
        } catch (Problem e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Answer made(SlateRequest request, Recommendation slate, @Nullable Boolean stored) {
        Answer better =
                slate.items().isEmpty() ? fallback.insteadOfNothing(request, slate.reason()) : null;
        if (better != null) {
            return better.withStored(stored);
        }
        counts.fresh.increment();
        return Answer.fresh(slate, stored);
    }

    private Answer keep(SlateRequest request, Recommendation slate) {
        if (!FallbackAnswers.own(request)) {
            String way = FallbackAnswers.way(request);
            Recommendation known = view.newest(request.userId(), way);
            // A short one that was asked for so would leave others with less.
            if (request.size() == 0
                    || known == null
                    || known.items().size() <= slate.items().size()) {
                view.put(request.userId(), way, slate);
            }
        }
        return made(request, slate, null);
    }

    private @Nullable Void givenUp(Question question) {
        waiting.giveUp(question);
        return null;
    }

    private static Question ofClick(String userId, String eventId) {
        return new Question(true, userId, eventId);
    }
}
