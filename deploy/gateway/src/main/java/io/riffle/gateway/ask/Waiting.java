package io.riffle.gateway.ask;

import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import io.riffle.gateway.view.Bounded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for which answer; so many at most, each until its deadline. Safe for threads.
 *
 * @param <T> what is waited for
 */
final class Waiting<T> {

    /** Questions given up that are remembered, so that a late answer is known as one. */
    private static final int GIVEN_UP = 10_000;

    /**
     * What an answer is recognised by.
     *
     * @param click whether one is answered; else a request
     * @param userId empty for a guest
     */
    record Question(boolean click, String userId, String id) {}

    private final int most;
    private final AskCounts counts;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ConcurrentHashMap<Question, List<CompletableFuture<T>>> byQuestion =
            new ConcurrentHashMap<>();
    private final Bounded<Question, Boolean> givenUp = new Bounded<>(GIVEN_UP);

    Waiting(int most, AskCounts counts) {
        this.most = most;
        this.counts = counts;
    }

    /**
     * Waits.
     *
     * @return fails with {@link TimeoutException} after the deadline
     * @throws Problem {@link ProblemKind#BUSY}
     */
    CompletableFuture<T> await(Question question, Duration deadline) {
        enter();
        CompletableFuture<T> mine = new CompletableFuture<>();
        byQuestion.compute(question, (same, others) -> with(others, mine));
        return until(deadline, question, mine);
    }

    /**
     * Waits for an answer that nobody else may have: guests are told apart by the ids of their
     * requests alone.
     *
     * @return as {@link #await}
     * @throws Problem {@link ProblemKind#BUSY}, also while somebody waits for an answer of this id
     */
    CompletableFuture<T> awaitAlone(Question question, Duration deadline) {
        enter();
        CompletableFuture<T> mine = new CompletableFuture<>();
        if (byQuestion.putIfAbsent(question, List.of(mine)) != null) {
            waiting.decrementAndGet();
            counts.refused.increment();
            throw Problem.of(
                    ProblemKind.BUSY,
                    "request_id",
                    question.id(),
                    "a guest's request",
                    "be one that nobody waits for",
                    "leave it out: each request gets one of its own");
        }
        return until(deadline, question, mine);
    }

    /** Hands an answer to all who wait for it. */
    void answered(Question question, T answer) {
        List<CompletableFuture<T>> all = byQuestion.remove(question);
        if (all != null) {
            all.forEach(one -> one.complete(answer));
            return;
        }
        synchronized (givenUp) {
            if (givenUp.remove(question) != null) {
                counts.late.increment();
            }
        }
    }

    /** Ends the wait of all who wait for an answer that cannot come. */
    void giveUp(Question question) {
        List<CompletableFuture<T>> all = byQuestion.remove(question);
        if (all != null) {
            all.forEach(one -> one.completeExceptionally(new TimeoutException()));
        }
    }

    int count() {
        return waiting.get();
    }

    private void enter() {
        if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            counts.refused.increment();
            throw Problem.of(
                    ProblemKind.BUSY,
                    "number of waiting requests",
                    most + 1,
                    "the gateway",
                    "be at most " + most,
                    "try again in a second, or start another gateway");
        }
    }

    private CompletableFuture<T> until(
            Duration deadline, Question question, CompletableFuture<T> mine) {
        return mine.orTimeout(deadline.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((answer, e) -> ended(question, mine, e));
    }

    private void ended(Question question, CompletableFuture<T> mine, @Nullable Throwable e) {
        waiting.decrementAndGet();
        if (e == null) {
            return;
        }
        byQuestion.computeIfPresent(question, (same, all) -> without(all, mine));
        synchronized (givenUp) {
            givenUp.put(question, true);
        }
    }

    private static <T> List<CompletableFuture<T>> with(
            @Nullable List<CompletableFuture<T>> others, CompletableFuture<T> mine) {
        if (others == null) {
            return List.of(mine);
        }
        List<CompletableFuture<T>> all = new ArrayList<>(others);
        all.add(mine);
        return all;
    }

    private static <T> @Nullable List<CompletableFuture<T>> without(
            List<CompletableFuture<T>> all, CompletableFuture<T> mine) {
        List<CompletableFuture<T>> left = all.stream().filter(one -> one != mine).toList();
        return left.isEmpty() ? null : left;
    }
}
