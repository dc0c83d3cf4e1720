package io.riffle.model.psad;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import io.riffle.model.candidates.RerankRequest;
import io.riffle.model.testing.TinyReranker;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Slates are filled slot by slot, by the served student as by its teacher. */
final class SlateReadOutTest {
    @Test
    void aSlateStartsAsASortedList() {
        try (TinyReranker tiny = new TinyReranker(PairScenes.config())) {
            SlateTerms[] terms =
                    new PairTerms(tiny.config, tiny.weights)
                            .plain(tiny.encode(PairScenes.requests()));
            float[][] scores = tiny.scores(PairScenes.requests());
            for (int b = 0; b < scores.length; b++) {
                assertThat(SlateReadOut.order(scores[b], terms[b]))
                        .isEqualTo(SlateReadOut.order(scores[b], SlateTerms.NONE));
            }
        }
    }

    @Test
    void everySlotTakesWhatIsWorthMostAfterThoseBefore() {
        float[] scores = {1, .9f, .2f, Float.NaN};
        float[] shared = {0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        float[] tired = {-1, -1, -1, 0, 0, 0};
        SlateTerms terms = SlateTerms.ofCategories(tired, shared);
        assertThat(SlateReadOut.order(scores, terms)).containsExactly(0, 2, 1, 3);
        assertThat(SlateReadOut.order(scores, SlateTerms.NONE)).containsExactly(0, 1, 2, 3);
        assertThat(SlateReadOut.order(scores, terms.times(.5f))).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aListThatIsShorterThanOthersOfItsBundleIsReadOutToo() {
        try (TinyReranker tiny = PairScenes.drawn()) {
            List<RerankRequest> bundle =
                    List.of(
                            TinyReranker.request(5, 1),
                            TinyReranker.request(PairScenes.CANDIDATES, 2));
            PairTerms pairs = new PairTerms(tiny.config, tiny.weights);
            SlateTerms together = pairs.plain(tiny.encode(bundle))[0];
            SlateTerms alone = pairs.plain(tiny.encode(bundle.subList(0, 1)))[0];
            float[] scores = {.1f, .4f, .2f, .3f, 0};
            assertThat(SlateReadOut.order(scores, together))
                    .isEqualTo(SlateReadOut.order(scores, alone))
                    .hasSize(5);
        }
    }

    @Test
    void whatTheTermsDoNotKnowCountsForNothing() {
        float[] shared = {1, 1, 1, 1};
        SlateTerms terms = SlateTerms.ofCategories(new float[] {-1, 0, 0, 0}, shared);
        assertThat(terms.of(new int[] {0, -1}, 1, 1)).isEqualTo(-1);
        assertThat(terms.of(new int[] {5, -1}, 1, 1)).isZero();
        assertThat(terms.of(new int[] {0, -1}, 1, 5)).isZero();
    }

    @Test
    void whatComesBehindAListIsNotItsPadding() {
        float[] alike = {0, 0, 0, 0, 1, 1};
        float[] padded = {1, 0, .5f, (float) Math.sqrt(.75), 0, 0};
        InCommon rows =
                new InCommon(InCommon.Rows.of(padded, 2, 2), new long[3], 1, new float[1], 0, 3, 1);
        SlateTerms terms = new SlateTerms(alike, 2, rows);
        float[] worth = new float[3];
        terms.addTo(worth, new int[] {0, 2, -1}, 2);
        assertThat(worth).containsExactly(2, 1, 0);
        assertThat(terms.of(new int[] {0, 2, -1}, 2, 1)).isEqualTo(1);
    }

    @Test
    void theTeacherReadsWhatItHasPlacedInTheSameBlockToo() {
        try (TinyReranker tiny = PairScenes.drawn()) {
            PsadTeacher.Memory memory = tiny.teacher.memory(tiny.encode(PairScenes.requests()));
            NDArray nothing = tiny.weights.get("decoder.pointer.query");
            nothing.set(new float[(int) nothing.size()]); // the student's scores and terms alone
            PairTerms pairs = new PairTerms(tiny.config, tiny.weights);
            float[][] scores = tiny.scores(PairScenes.requests());
            SlateTerms[] terms =
                    pairs.plain(
                            memory.lists(),
                            pairs.taughtCoefficients(memory.lists()).toFloatArray());
            for (int block : new int[] {1, 2, PairScenes.SLATE}) {
                int[][] slates =
                        new SlateDecoder(tiny.teacher)
                                .rollOut(
                                        memory,
                                        block,
                                        new DecodingStrategy.Greedy(),
                                        new SplittableRandom(1));
                for (int b = 0; b < slates.length; b++) {
                    int[] read = SlateReadOut.order(scores[b], terms[b]);
                    assertThat(slates[b]).isEqualTo(Arrays.copyOf(read, PairScenes.SLATE));
                }
            }
        }
    }
}
