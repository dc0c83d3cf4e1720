package io.riffle.model.candidates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.model.testing.TinyReranker;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DenseColumnsTest {

    @Test
    void scaledColumnsKeepHowFarCandidatesAreApart() {
        RerankColumns scaled = TinyReranker.columns().withScales(List.of(.5f, 10f));
        RerankRequest request = TinyReranker.request(3, 1);
        for (float spread : new float[] {.01f, 1}) {
            RerankRequest list =
                    new RerankRequest(
                            request.items(),
                            new float[] {.2f + spread, .2f, .2f - spread},
                            new float[][] {{0}, {spread * 30}, {Float.NaN}},
                            request.history(),
                            request.historySeconds(),
                            request.querySeconds(),
                            request.profile());
            float[] dense = new float[3 * scaled.denseWidth()];
            try (TinyReranker tiny = new TinyReranker(TinyReranker.config(3, 1))) {
                new DenseColumns(scaled, tiny.items, dense, 0).fill(list, new float[3]);
            }
            int width = scaled.denseWidth();
            assertThat(dense[0]).isCloseTo(spread / .5f, within(1e-4f));
            assertThat(dense[2 * width]).isCloseTo(-spread / .5f, within(1e-4f));
            int price = RerankColumns.OWN_FEATURES;
            assertThat(dense[width + price]).isCloseTo(spread * 1.5f, within(1e-4f));
            assertThat(dense[2 * width + price]).as("no number").isZero();
        }
    }
}
