package io.riffle.training.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.training.judge.RerankerJudge.Verdict;
import io.riffle.training.lists.ListSample;
import io.riffle.training.testing.JudgedLists;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a reranker must be shown to bring before it serves. */
class RerankerJudgeTest {
    private final GateLimits gates = JudgedLists.GATES;
    private final RerankerJudge judge = new RerankerJudge(gates, false);

    @Test
    void whatBringsMoreClicksPassesAndWhatBringsFewerDoesNot() {
        List<ListSample> lists = JudgedLists.lists(1_000, true, 1);
        assertThat(refusal(judge(lists, JudgedLists.towards(1), null))).isNull();
        assertThat(refusal(judge(lists, JudgedLists.towards(-1), null)))
                .contains("against what serves");
        assertThat(refusal(judge(lists, JudgedLists.towards(.3), JudgedLists.towards(1))))
                .isNotNull();
        // Exactly what serves is not worse than that.
        assertThat(refusal(judge(lists, JudgedLists.towards(1), JudgedLists.towards(1)))).isNull();
    }

    @Test
    void whatIsUnderTheGeneratorsOrderNeverPasses() {
        List<ListSample> lists = JudgedLists.lists(1_000, true, 3);
        // It is better than the one that serves, which should not.
        assertThat(refusal(judge(lists, JudgedLists.towards(-.5), JudgedLists.towards(-1))))
                .contains("against the first stage's order");
    }

    @Test
    void smallLossesDoNotAddUp() {
        RerankerJudge elsewhere = new RerankerJudge(gates, true);
        int passed = 0;
        double[] quality = new double[21];
        quality[0] = .9;
        for (int n = 1; n <= 20; n++) {
            List<ListSample> lists = JudgedLists.one(2_000);
            quality[n] = quality[n - 1] - .005;
            int best = (int) elsewhere.best(n * 60_000L);
            Verdict verdict =
                    Objects.requireNonNull(
                            elsewhere.judge(
                                    lists,
                                    slot -> 1,
                                    JudgedLists.share(quality[n]),
                                    JudgedLists.share(quality[n - 1]),
                                    best == 0 ? null : JudgedLists.share(quality[best])));
            // Each is within the tolerance of the one before.
            assertThat(verdict.serving().low()).isGreaterThan(-.01);
            if (verdict.refusal() == null) {
                passed++;
                elsewhere.published(verdict, n, n * 60_000L);
            } else {
                assertThat(verdict.refusal()).contains("best of the last day");
            }
        }
        assertThat(passed).isBetween(1, 8);
        // A day later what was best is forgotten.
        assertThat(elsewhere.best(JudgedLists.DAY)).isEqualTo(1);
        assertThat(elsewhere.best(2 * JudgedLists.DAY)).isZero();
    }

    /** What it adds to the first stage becomes less, and it is no worse than it was. */
    @Test
    void aFirstStageThatGetsBetterHoldsNoRerankerBack() {
        RerankerJudge elsewhere = new RerankerJudge(gates, true);
        Verdict young =
                Objects.requireNonNull(
                        elsewhere.judge(
                                JudgedLists.clickedAt(9),
                                slot -> 1,
                                JudgedLists::clickedFirst,
                                null,
                                null));
        elsewhere.published(young, 1, 0);
        Verdict grown =
                Objects.requireNonNull(
                        elsewhere.judge(
                                JudgedLists.clickedAt(1),
                                slot -> 1,
                                JudgedLists::clickedFirst,
                                JudgedLists::clickedFirst,
                                JudgedLists::clickedFirst));
        assertThat(grown.lift().difference()).isLessThan(young.lift().low() - .01);
        assertThat(grown.refusal()).isNull();
    }

    @Test
    void theFloorIsRestored() throws IOException {
        List<ListSample> lists = JudgedLists.lists(1_500, true, 5);
        judge.published(judge(lists, JudgedLists.towards(1), null), 7, 0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        judge.write(new DataOutputStream(bytes));
        RerankerJudge restored = new RerankerJudge(gates, false);
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(restored.newest()).isEqualTo(judge.newest());
        assertThat(restored.best(1)).isEqualTo(7);
        Verdict level =
                restored.judge(
                        lists,
                        JudgedLists::examined,
                        JudgedLists.towards(0),
                        null,
                        JudgedLists.towards(1));
        assertThat(refusal(level)).contains("best of the last day");
    }

    /** Two days of hours, and what the newest judgement saw. */
    @Test
    void anEarlierLayoutIsReadAndItsFloorLeft() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int part = 0; part < 48; part++) {
            out.writeDouble(9);
            out.writeLong(part);
        }
        out.writeInt(3);
        out.writeDouble(.5);
        out.writeDouble(.25);
        judge.readSecond(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(judge.newest()).isEqualTo(new RerankerJudge.Judged(3, .5, .25));
        assertThat(judge.best(1)).isZero();
    }

    private Verdict judge(List<ListSample> lists, Ranker trained, @Nullable Ranker serving) {
        return Objects.requireNonNull(
                judge.judge(lists, JudgedLists::examined, trained, serving, null));
    }

    private static @Nullable String refusal(@Nullable Verdict verdict) {
        return Objects.requireNonNull(verdict).refusal();
    }
}
