package io.riffle.gateway.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.gateway.ask.Waiting.Question;
import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import io.riffle.schema.Recommendation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Question QUESTION = new Question(true, "u1", "e1");
    private static final Recommendation ANSWER = Answers.slate("u1", "e1", 1, "i1");

    private final AskCounts counts = new AskCounts();
    private final Waiting<Recommendation> waiting = new Waiting<>(2, counts);

    @Test
    void allWhoWaitForAnAnswerGetIt() {
        CompletableFuture<Recommendation> first = waiting.await(QUESTION, LONG);
        CompletableFuture<Recommendation> second = waiting.await(QUESTION, LONG);
        waiting.answered(new Question(false, "u1", "e1"), ANSWER);
        assertThat(first).isNotDone();
        waiting.answered(QUESTION, ANSWER);
        assertThat(first).isCompletedWithValue(ANSWER);
        assertThat(second).isCompletedWithValue(ANSWER);
        assertThat(waiting.count()).isZero();
        assertThat(counts.late()).isZero();
    }

    @Test
    void anAnswerAfterTheDeadlineIsCountedOnce() {
        CompletableFuture<Recommendation> gone = waiting.await(QUESTION, Duration.ofMillis(1));
        assertThatThrownBy(gone::join).hasCauseInstanceOf(TimeoutException.class);
        waiting.answered(QUESTION, ANSWER);
        waiting.answered(QUESTION, ANSWER);
        assertThat(counts.late()).isEqualTo(1);
        assertThat(waiting.count()).isZero();
    }

    @Test
    void whoCannotBeAnsweredWaitsNoLonger() {
        CompletableFuture<Recommendation> gone = waiting.await(QUESTION, LONG);
        waiting.giveUp(QUESTION);
        assertThat(gone).isCompletedExceptionally();
        assertThat(waiting.count()).isZero();
    }

    @Test
    void moreThanMayWaitAreRefused() {
        var unused = waiting.await(QUESTION, LONG);
        var unused2 = waiting.await(QUESTION, LONG);
        assertThatThrownBy(() -> waiting.await(QUESTION, LONG))
                .isInstanceOfSatisfying(
                        Problem.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.BUSY));
        assertThat(counts.refused()).isEqualTo(1);
        waiting.answered(QUESTION, ANSWER);
        assertThat(waiting.await(QUESTION, LONG)).isNotDone();
    }

    @Test
    void oneGuestIsNotAnsweredWithWhatAnotherAsked() {
        CompletableFuture<Recommendation> first = waiting.awaitAlone(QUESTION, LONG);
        assertThatThrownBy(() -> waiting.awaitAlone(QUESTION, LONG))
                .isInstanceOfSatisfying(
                        Problem.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.BUSY))
                .hasMessageContaining("e1");
        assertThat(waiting.count()).isEqualTo(1);
        waiting.answered(QUESTION, ANSWER);
        assertThat(first).isCompletedWithValue(ANSWER);
        assertThat(waiting.awaitAlone(QUESTION, LONG)).isNotDone();
    }
}
