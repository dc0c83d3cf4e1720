package io.riffle.model.psad;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.model.candidates.RerankRequest;
import io.riffle.model.testing.TinyReranker;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How slots are filled from scores: greedily, by confidence, away from lookalikes. */
final class DecodingStrategyTest {
    @Test
    void greedyIsAtMostTheBestAssignmentAndSometimesLess() {
        SplittableRandom random = new SplittableRandom(2);
        int behind = 0;
        for (int n = 0; n < 200; n++) {
            float[] logits = new float[3 * 8];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = (float) (2 * random.nextDouble() - 1) * 3;
            }
            double greedy = value(logits, filled(logits, new DecodingStrategy.Greedy()));
            double best =
                    Orders.of(8, 3).stream().mapToDouble(o -> value(logits, o)).max().orElseThrow();
            assertThat(greedy).isLessThanOrEqualTo(best + 1e-9);
            behind += greedy < best - 1e-9 ? 1 : 0;
            assertThat(filled(logits, new DecodingStrategy.ConfidenceFirst()))
                    .doesNotHaveDuplicates();
        }
        assertThat(behind).isBetween(5, 100);
    }

    @Test
    void contrastiveReadOutAvoidsLookalikes() {
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(3, 3))) {
            List<RerankRequest> request = List.of(TinyReranker.request(8, 7));
            PsadTeacher.Memory memory = tiny.teacher.memory(tiny.encode(request));
            int[] greedy = rolled(tiny, memory, new DecodingStrategy.Greedy());
            assertThat(rolled(tiny, memory, new DecodingStrategy.Contrastive(0))).isEqualTo(greedy);
            int[] spread = rolled(tiny, memory, new DecodingStrategy.Contrastive(1));
            assertThat(likeness(memory, spread)).isLessThan(likeness(memory, greedy) + 1e-6);
            assertThat(spread).doesNotHaveDuplicates();
        }
    }

    private static int[] rolled(
            TinyReranker tiny, PsadTeacher.Memory memory, DecodingStrategy readOut) {
        return new SlateDecoder(tiny.teacher)
                .rollOut(memory, 3, readOut, new SplittableRandom(1))[0];
    }

    private static double likeness(PsadTeacher.Memory memory, int[] slate) {
        SlateDraft draft = SlateDraft.empty(memory, null, 3, true);
        double most = -1;
        for (int i = 0; i < slate.length; i++) {
            for (int j = 0; j < i; j++) {
                most = Math.max(most, draft.similarity(0, slate[i], slate[j]));
            }
        }
        return most;
    }

    private static int[] filled(float[] logits, DecodingStrategy readOut) {
        SlateDraft draft = SlateDraft.ofOne(8, 3);
        draft.logits(logits, 3);
        readOut.fill(draft, 0, 0, 3, new SplittableRandom(1));
        return draft.slates()[0];
    }

    /** Sum of the logits minus each slot's own normaliser: what a best assignment maximises. */
    private static double value(float[] logits, int[] order) {
        return IntStream.range(0, order.length).mapToDouble(t -> logits[t * 8 + order[t]]).sum();
    }
}
