package io.riffle.model.psad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.riffle.model.candidates.RerankRequest;
import io.riffle.model.testing.TinyReranker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is placed before a candidate counts alike in training, read-out and teacher. */
final class SlateTermsTest {
    private static final int SLATE = 6;
    private static final int CANDIDATES = 9;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tensorsAndPlainNumbersAreTheSameTerms(boolean placesApart) {
        try (TinyReranker tiny = drawn(config().withPlacesApart(placesApart))) {
            PsadEncoder.Encoded lists = tiny.encode(requests());
            PairTerms pairs = new PairTerms(tiny.config, tiny.weights);
            SlateTerms[] plain = pairs.plain(lists);
            int[][] orders = orders(plain.length);
            NDArray coefficients = pairs.coefficients(lists);
            NDArray shared = pairs.shared(lists);
            float[] cosines = cosines(plain.length);
            float[] inSlots =
                    pairs.inSlots(
                                    coefficients,
                                    shared,
                                    cosines,
                                    PlacedBefore.slots(orders, CANDIDATES))
                            .toFloatArray();
            int[][] positions = positions(orders);
            float[] whereShown =
                    pairs.whereShown(
                                    coefficients,
                                    shared,
                                    cosines,
                                    PlacedBefore.shown(positions, CANDIDATES))
                            .toFloatArray();
            SlateTerms[] alike =
                    pairs.plain(
                            lists,
                            UserLinear.plain(tiny.config, tiny.weights, "student.pairs", lists),
                            cosines);
            double most = 0;
            for (int b = 0; b < alike.length; b++) {
                for (int slot = 0; slot < SLATE; slot++) {
                    float[] all = new float[CANDIDATES];
                    alike[b].addTo(all, orders[b], slot);
                    for (int i = 0; i < CANDIDATES; i++) {
                        float expected = alike[b].of(orders[b], slot, i);
                        most = Math.max(most, Math.abs(expected));
                        assertThat(all[i]).isCloseTo(expected, within(1e-5f));
                        assertThat(inSlots[(b * SLATE + slot) * CANDIDATES + i])
                                .isCloseTo(expected, within(1e-5f));
                    }
                    int placed = orders[b][slot];
                    assertThat(whereShown[b * CANDIDATES + placed])
                            .isCloseTo(alike[b].of(orders[b], slot, placed), within(1e-5f));
                }
            }
            assertThat(most).isGreaterThan(.5);
        }
    }

    /** What is learned before places were told apart goes on as it is. */
    @Test
    void placesWithTheSameCoefficientsAreNotToldApart() {
        try (TinyReranker one = drawn();
                TinyReranker each = drawn(config().withPlacesApart(true))) {
            int places = each.config.places();
            assertThat(places).isGreaterThan(1);
            each.weights
                    .get("student.pairs.categories")
                    .set(one.weights.get("student.pairs.categories").toFloatArray());
            spread(one.weights.get("student.pairs.bias"), each.weights.get("student.pairs.bias"));
            for (String ofUsers : List.of("student.pairs.weight", "student.pairs.profile")) {
                for (TinyReranker tiny : List.of(one, each)) {
                    NDArray weight = tiny.weights.get(ofUsers);
                    weight.set(new float[(int) weight.size()]);
                }
            }
            SlateTerms[] together = new PairTerms(one.config, one.weights).plain(encoded(one));
            SlateTerms[] apart = new PairTerms(each.config, each.weights).plain(encoded(each));
            int[][] orders = orders(together.length);
            for (int b = 0; b < together.length; b++) {
                for (int i = 0; i < CANDIDATES; i++) {
                    assertThat(apart[b].of(orders[b], SLATE - 1, i))
                            .isCloseTo(together[b].of(orders[b], SLATE - 1, i), within(1e-5f));
                }
            }
        }
    }

    private static PsadEncoder.Encoded encoded(TinyReranker tiny) {
        return tiny.encode(requests());
    }

    /** Gives every place the distances' coefficients of the one. */
    private static void spread(NDArray one, NDArray each) {
        float[] from = one.toFloatArray();
        float[] to = new float[(int) each.size()];
        int cosines = to.length - SlateTerms.COSINES;
        for (int r = 0; r < to.length; r++) {
            to[r] =
                    r < cosines
                            ? from[r % SlateTerms.DISTANCES]
                            : from[SlateTerms.DISTANCES + r - cosines];
        }
        each.set(to);
    }

    @Test
    void crossesInPlainNumbersAreThoseOfTensors() {
        try (TinyReranker tiny = drawn()) {
            PsadEncoder.Encoded lists = tiny.encode(requests());
            float[] plain = tiny.student.scores(lists);
            float[] tensors = tiny.student.score(lists).toFloatArray();
            for (int i = 0; i < plain.length; i++) {
                assertThat(plain[i]).isCloseTo(tensors[i], within(1e-5f));
            }
            NDArray crosses = tiny.weights.get("student.crosses");
            crosses.set(new float[(int) crosses.size()]);
            assertThat(tiny.student.scores(lists)).isNotEqualTo(plain);
        }
    }

    @Test
    void aSlateStartsAsASortedList() {
        try (TinyReranker tiny = new TinyReranker(config())) {
            SlateTerms[] terms =
                    new PairTerms(tiny.config, tiny.weights).plain(tiny.encode(requests()));
            float[][] scores = tiny.scores(requests());
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
        try (TinyReranker tiny = drawn()) {
            List<RerankRequest> bundle =
                    List.of(TinyReranker.request(5, 1), TinyReranker.request(CANDIDATES, 2));
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
    void theTeacherReadsWhatItHasPlacedInTheSameBlockToo() {
        try (TinyReranker tiny = drawn()) {
            PsadTeacher.Memory memory = tiny.teacher.memory(tiny.encode(requests()));
            NDArray nothing = tiny.weights.get("decoder.pointer.query");
            nothing.set(new float[(int) nothing.size()]); // the student's scores and terms alone
            PairTerms pairs = new PairTerms(tiny.config, tiny.weights);
            float[][] scores = tiny.scores(requests());
            SlateTerms[] terms =
                    pairs.plain(memory.lists(), pairs.taughtCoefficients(memory.lists()));
            for (int block : new int[] {1, 2, SLATE}) {
                int[][] slates =
                        new SlateDecoder(tiny.teacher)
                                .rollOut(
                                        memory,
                                        block,
                                        new DecodingStrategy.Greedy(),
                                        new SplittableRandom(1));
                for (int b = 0; b < slates.length; b++) {
                    int[] read = SlateReadOut.order(scores[b], terms[b]);
                    assertThat(slates[b]).isEqualTo(Arrays.copyOf(read, SLATE));
                }
            }
        }
    }

    private static PsadConfig config() {
        return TinyReranker.config(SLATE, 2).withListContext(true).withCrosses(true);
    }

    /** A reranker whose weights that start at zero are drawn. */
    private static TinyReranker drawn() {
        return drawn(config());
    }

    private static TinyReranker drawn(PsadConfig config) {
        TinyReranker tiny = new TinyReranker(config);
        SplittableRandom random = new SplittableRandom(5);
        for (Map.Entry<String, NDArray> weight : tiny.weights.arrays().entrySet()) {
            if (weight.getKey().contains("pairs") || weight.getKey().contains("crosses")) {
                float[] values = new float[(int) weight.getValue().size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) random.nextDouble() - .5f;
                }
                weight.getValue().set(values);
            }
        }
        return tiny;
    }

    private static List<RerankRequest> requests() {
        List<RerankRequest> requests = new ArrayList<>();
        for (int seed = 1; seed <= 4; seed++) {
            requests.add(TinyReranker.request(CANDIDATES, seed));
        }
        return requests;
    }

    private static int[][] orders(int lists) {
        SplittableRandom random = new SplittableRandom(8);
        int[][] orders = new int[lists][SLATE];
        for (int[] order : orders) {
            int[] all = random.ints(0, CANDIDATES).distinct().limit(CANDIDATES).toArray();
            System.arraycopy(all, 0, order, 0, SLATE);
        }
        return orders;
    }

    private static int[][] positions(int[][] orders) {
        int[][] positions = new int[orders.length][CANDIDATES];
        for (int b = 0; b < orders.length; b++) {
            Arrays.fill(positions[b], -1);
            for (int slot = 0; slot < SLATE; slot++) {
                positions[b][orders[b][slot]] = slot;
            }
        }
        return positions;
    }

    private static float[] cosines(int lists) {
        SplittableRandom random = new SplittableRandom(9);
        float[] cosines = new float[lists * CANDIDATES * CANDIDATES];
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = (float) (2 * random.nextDouble() - 1);
        }
        return cosines;
    }
}
