package io.riffle.model.psad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.riffle.model.candidates.ItemRows;
import io.riffle.model.testing.TinyReranker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is placed before a candidate counts alike in tensors and in plain numbers. */
final class SlateTermsTest {
    @ParameterizedTest
    @CsvSource({"OWN, false", "BACKBONE, false", "BACKBONE, true", "BACKBONE_TUNED, true"})
    void tensorsAndPlainNumbersAreTheSameTerms(ItemRows rows, boolean placesApart) {
        try (TinyReranker tiny =
                PairScenes.drawn(PairScenes.config(rows).withPlacesApart(placesApart))) {
            PsadEncoder.Encoded lists = tiny.encode(PairScenes.requests());
            PairTerms pairs = new PairTerms(tiny.config, tiny.weights);
            SlateTerms[] plain = pairs.plain(lists);
            int[][] orders = PairScenes.orders(plain.length);
            NDArray coefficients = pairs.coefficients(lists);
            NDArray shared = pairs.shared(lists);
            float[] cosines = pairs.cosines(lists);
            assertThat(cosines.length > 0).isEqualTo(rows != ItemRows.OWN);
            float[] inSlots =
                    pairs.inSlots(
                                    coefficients,
                                    shared,
                                    cosines,
                                    PlacedBefore.slots(orders, PairScenes.CANDIDATES))
                            .toFloatArray();
            int[][] positions = PairScenes.positions(orders);
            float[] whereShown =
                    pairs.whereShown(
                                    coefficients,
                                    shared,
                                    cosines,
                                    PlacedBefore.shown(positions, PairScenes.CANDIDATES))
                            .toFloatArray();
            double most = 0;
            for (int b = 0; b < plain.length; b++) {
                for (int slot = 0; slot < PairScenes.SLATE; slot++) {
                    float[] all = new float[PairScenes.CANDIDATES];
                    plain[b].addTo(all, orders[b], slot);
                    for (int i = 0; i < PairScenes.CANDIDATES; i++) {
                        float expected = plain[b].of(orders[b], slot, i);
                        most = Math.max(most, Math.abs(expected));
                        assertThat(all[i]).isCloseTo(expected, within(1e-5f));
                        assertThat(
                                        inSlots[
                                                (b * PairScenes.SLATE + slot)
                                                                * PairScenes.CANDIDATES
                                                        + i])
                                .isCloseTo(expected, within(1e-5f));
                    }
                    int placed = orders[b][slot];
                    assertThat(whereShown[b * PairScenes.CANDIDATES + placed])
                            .isCloseTo(plain[b].of(orders[b], slot, placed), within(1e-5f));
                }
            }
            assertThat(most).isGreaterThan(.3);
        }
    }

    /** What is learned before places were told apart goes on as it is. */
    @Test
    void placesWithTheSameCoefficientsAreNotToldApart() {
        try (TinyReranker one = PairScenes.drawn();
                TinyReranker each = PairScenes.drawn(PairScenes.config().withPlacesApart(true))) {
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
            int[][] orders = PairScenes.orders(together.length);
            for (int b = 0; b < together.length; b++) {
                for (int i = 0; i < PairScenes.CANDIDATES; i++) {
                    assertThat(apart[b].of(orders[b], PairScenes.SLATE - 1, i))
                            .isCloseTo(
                                    together[b].of(orders[b], PairScenes.SLATE - 1, i),
                                    within(1e-5f));
                }
            }
        }
    }

    private static PsadEncoder.Encoded encoded(TinyReranker tiny) {
        return tiny.encode(PairScenes.requests());
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
        try (TinyReranker tiny = PairScenes.drawn()) {
            PsadEncoder.Encoded lists = tiny.encode(PairScenes.requests());
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
}
