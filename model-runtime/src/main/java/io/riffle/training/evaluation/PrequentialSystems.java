package io.riffle.training.evaluation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What would be served along a stream, in both readings of ties. */
public final class PrequentialSystems {
    private final ScoredStream stream;
    private final PrequentialSystem eventByEvent;
    private final PrequentialSystem tieSafe;

    /** Runs that have seen nothing, without a catalogue. */
    public PrequentialSystems(ScoredStream stream) {
        this(stream, Map.of());
    }

    /**
     * Runs that have seen nothing.
     *
     * @param categories by item id, as far as they are known
     */
    public PrequentialSystems(ScoredStream stream, Map<String, List<String>> categories) {
        this.stream = stream;
        eventByEvent = new PrequentialSystem(stream, categories, false);
        tieSafe = new PrequentialSystem(stream, categories, true);
    }

    /** With every event known to the request of the next. */
    public PrequentialSystem eventByEvent() {
        return eventByEvent;
    }

    /** With the events of a second asked by what came before that second. */
    public PrequentialSystem tieSafe() {
        return tieSafe;
    }

    /** Runs through the whole stream without a backbone. */
    public PrequentialSystems counting() {
        advance(0, stream.order().length, null);
        return this;
    }

    void advance(int from, int to, @Nullable StretchLists lists) {
        eventByEvent.advance(from, to, lists == null ? null : lists.of(false));
        tieSafe.advance(from, to, lists == null ? null : lists.of(true));
    }
}
