package io.riffle.model.candidates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.model.psad.PsadConfig;
import io.riffle.model.testing.TinyReranker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RerankInputsTest {

    @Test
    void absentAndUnknownValuesHaveRowsOfTheirOwn() {
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(4, 2))) {
            RerankRequest request = TinyReranker.request(6, 1);
            float[] absent = tiny.scores(List.of(withProfile(request, Map.of())))[0];
            float[] unknown = tiny.scores(List.of(withProfile(request, Map.of("group", "z"))))[0];
            float[] known = tiny.scores(List.of(withProfile(request, Map.of("group", "x"))))[0];
            assertThat(absent).isNotEqualTo(unknown);
            assertThat(known).isNotEqualTo(unknown).isNotEqualTo(absent);
        }
    }

    @Test
    void timeOfTheDayIsRoundAndCanBeLeftOut() {
        RerankRequest noon = at(12 * 3_600);
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(4, 2))) {
            float[] midnight = tiny.scores(List.of(at(86_400)))[0];
            assertThat(tiny.scores(List.of(at(2 * 86_400)))[0]).isEqualTo(midnight);
            assertThat(tiny.scores(List.of(noon))[0]).isNotEqualTo(midnight);
            float[] before = tiny.scores(List.of(at(86_399)))[0];
            for (int i = 0; i < midnight.length; i++) {
                assertThat(before[i]).isCloseTo(midnight[i], within(1e-3f));
            }
        }
        RerankColumns timeless = TinyReranker.columns().withTimeOfDay(false);
        try (TinyReranker tiny = new TinyReranker(PsadConfig.of(8, 2, 1, 4, timeless))) {
            assertThat(tiny.scores(List.of(noon))).isDeepEqualTo(tiny.scores(List.of(at(0))));
        }
    }

    @Test
    void historyIsReadThroughItsOwnAttention() {
        try (TinyReranker tiny =
                new TinyReranker(TinyReranker.config(4, 2).withCandidateHistory(true))) {
            RerankRequest request = TinyReranker.request(6, 3);
            float[] empty = tiny.scores(List.of(withHistory(request)))[0];
            float[] one = tiny.scores(List.of(withHistory(request, 3)))[0];
            float[] other = tiny.scores(List.of(withHistory(request, 4)))[0];
            float[] bundled =
                    tiny.scores(List.of(withHistory(request, 3), withHistory(request, 4, 5)))[0];
            for (float[] scores : List.of(empty, one, other)) {
                assertThat(scores).doesNotContain(Float.NaN);
            }
            assertThat(one).isNotEqualTo(other).isNotEqualTo(empty);
            for (int i = 0; i < 6; i++) {
                assertThat(bundled[i]).isCloseTo(one[i], within(1e-5f));
            }
        }
    }

    @Test
    void baselinesDoNotKnowWhoAsksAndWhen() {
        PsadConfig whole = TinyReranker.config(4, 2);
        RerankRequest noon = withProfile(at(12 * 3_600), Map.of("group", "x"));
        RerankRequest midnight = withProfile(at(0), Map.of("group", "y"));
        for (PsadConfig baseline : List.of(whole.pointwise(), whole.listwiseTransformer())) {
            try (TinyReranker tiny = new TinyReranker(baseline)) {
                assertThat(tiny.scores(List.of(noon)))
                        .isDeepEqualTo(tiny.scores(List.of(midnight)));
            }
        }
        try (TinyReranker tiny = new TinyReranker(whole.withEncoderLayers(0))) {
            assertThat(tiny.scores(List.of(noon))[0])
                    .isNotEqualTo(tiny.scores(List.of(midnight))[0]);
        }
    }

    /** A list of items of unknown age, without history. */
    private static RerankRequest at(long seconds) {
        RerankRequest r = TinyReranker.request(6, 1);
        return new RerankRequest(
                new int[6], r.scores(), r.features(), new int[0], new long[0], seconds, Map.of());
    }

    private static RerankRequest withProfile(RerankRequest r, Map<String, String> profile) {
        return new RerankRequest(
                r.items(),
                r.scores(),
                r.features(),
                r.history(),
                r.historySeconds(),
                r.querySeconds(),
                profile);
    }

    private static RerankRequest withHistory(RerankRequest r, int... rows) {
        return new RerankRequest(
                r.items(),
                r.scores(),
                r.features(),
                rows,
                new long[rows.length],
                r.querySeconds(),
                r.profile());
    }
}
