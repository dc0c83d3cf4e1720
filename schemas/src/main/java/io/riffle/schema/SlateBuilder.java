package io.riffle.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Another {@link Slate} with some of its components changed: those that change while it waits. */
final class SlateBuilder {
    private final Slate slate;
    private long arrivals;
    private List<Candidate> candidates;
    private Map<String, String> profile;
    private @Nullable HistoryEvent next;
    private List<HistoryEvent> labels;
    private int revision;
    private List<Integer> examined;
    private boolean asked;

    /** Nothing is changed yet. */
    SlateBuilder(Slate slate) {
        this.slate = slate;
        arrivals = slate.arrivals();
        candidates = slate.candidates();
        profile = slate.profile();
        next = slate.next();
        labels = slate.labels();
        revision = slate.revision();
        examined = slate.examined();
        asked = slate.asked();
    }

    SlateBuilder arrivals(long value) {
        arrivals = value;
        return this;
    }

    SlateBuilder candidates(List<Candidate> value) {
        candidates = value;
        return this;
    }

    SlateBuilder profile(Map<String, String> value) {
        profile = value;
        return this;
    }

    SlateBuilder next(@Nullable HistoryEvent value) {
        next = value;
        return this;
    }

    SlateBuilder labels(List<HistoryEvent> value) {
        labels = value;
        return this;
    }

    SlateBuilder revision(int value) {
        revision = value;
        return this;
    }

    SlateBuilder examined(List<Integer> value) {
        examined = value;
        return this;
    }

    SlateBuilder asked(boolean value) {
        asked = value;
        return this;
    }

    Slate build() {
        return new Slate(
                slate.recommendationId(),
                slate.queryTime(),
                arrivals,
                candidates,
                slate.displayed(),
                slate.propensities(),
                profile,
                slate.backboneVersion(),
                slate.rerankerVersion(),
                slate.tier(),
                slate.shownTime(),
                slate.deadline(),
                next,
                labels,
                revision,
                slate.replayed(),
                examined,
                asked);
    }
}
