package io.riffle.schema;

import io.riffle.schema.history.HistoryPage;
import io.riffle.schema.history.UserHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generators of this module: ids, events, histories and what is made of them. */
public final class Histories {

    private Histories() {}

    /** Ids of 1 to 256 bytes, most of them short, some outside ASCII. */
    public static Arbitrary<String> ids() {
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(
                                8,
                                Arbitraries.strings()
                                        .alpha()
                                        .numeric()
                                        .ofMinLength(1)
                                        .ofMaxLength(32)),
                        net.jqwik.api.Tuple.of(
                                1, Arbitraries.strings().withChars("éß漢字🎬").ofLength(9)),
                        net.jqwik.api.Tuple.of(
                                1, Arbitraries.strings().alpha().ofMinLength(200).ofMaxLength(256)))
                .filter(id -> Ids.utf8Length(id) > 0);
    }

    /** Few ids, so that items and events come back. */
    public static Arbitrary<String> fewIds() {
        return Arbitraries.integers().between(1, 9).map(i -> "i" + i);
    }

    public static Arbitrary<Action> keptActions() {
        return Arbitraries.of(Action.class).filter(a -> a != Action.DISLIKE);
    }

    public static Arbitrary<HistoryEvent> events() {
        return Combinators.combine(ids(), times(), Arbitraries.of(Action.class))
                .as(HistoryEvent::new);
    }

    public static Arbitrary<Long> times() {
        return Arbitraries.longs().between(1, 4_000_000_000_000L);
    }

    /** Times close together: equal and late ones are common. */
    public static Arbitrary<Long> closeTimes() {
        return Arbitraries.longs().between(1, 40);
    }

    public static Arbitrary<Map<String, String>> texts() {
        return Arbitraries.maps(ids(), ids()).ofMaxSize(4);
    }

    public static Arbitrary<Candidate> candidates() {
        return Combinators.combine(ids(), scores(), scores().array(float[].class).ofMaxSize(4))
                .as(Candidate::new);
    }

    public static Arbitrary<Float> scores() {
        return Arbitraries.floats().between(-2, 2);
    }

    public static Arbitrary<UserHistory> histories() {
        Arbitrary<List<HistoryEvent>> events =
                Combinators.combine(ids(), closeTimes(), keptActions())
                        .as(HistoryEvent::new)
                        .list()
                        .ofMaxSize(60);
        return Combinators.combine(Arbitraries.integers().between(1, 40), events)
                .as(
                        (max, list) -> {
                            UserHistory history = UserHistory.empty(max);
                            for (int i = 0; i < list.size(); i++) {
                                HistoryEvent event = list.get(i);
                                history.add(
                                        event.itemId(),
                                        event.time(),
                                        event.action(),
                                        Ids.eventHash("e" + i));
                            }
                            return history;
                        });
    }

    public static Arbitrary<HistoryPage> pages() {
        return histories()
                .filter(history -> history.size() > 0)
                .map(history -> history.page(history.firstSequence() / HistoryPage.EVENTS));
    }

    public static Arbitrary<Slate> slates() {
        return Combinators.combine(
                        ids(),
                        times(),
                        candidates().list().ofMaxSize(6),
                        ids(),
                        texts(),
                        Arbitraries.of(Tier.class),
                        events().injectNull(.5),
                        events().list().ofMaxSize(3))
                .as(
                        (id, time, candidates, other, profile, tier, next, labels) -> {
                            List<String> displayed = new ArrayList<>(List.of(other));
                            List<Double> propensities = new ArrayList<>(List.of(.5));
                            for (int i = candidates.size() - 1; i >= 0; i -= 2) {
                                displayed.add(candidates.get(i).itemId());
                                propensities.add(1. / (i + 1));
                            }
                            return new Slate(
                                    id,
                                    time,
                                    7,
                                    candidates,
                                    displayed,
                                    tier == Tier.FULL ? propensities : List.of(),
                                    profile,
                                    3,
                                    tier == Tier.FULL ? 5 : 0,
                                    tier,
                                    time + 4,
                                    time + 90_000,
                                    next,
                                    labels,
                                    labels.size(),
                                    labels.size() % 2 == 1,
                                    labels.isEmpty() ? List.of() : List.of(1),
                                    labels.size() == 2);
                        });
    }

    public static Arbitrary<TrainingSample> samples() {
        return Combinators.combine(
                        slates(),
                        ids(),
                        events().list().ofMaxSize(9),
                        Arbitraries.of(Outcome.class))
                .as(Slate::sample);
    }

    /** Everything that tells two histories apart, by sequence. */
    public static Map<Long, List<Object>> contents(UserHistory history) {
        Map<Long, List<Object>> contents = new TreeMap<>();
        for (long s = history.firstSequence(); s < history.endSequence(); s++) {
            contents.put(s, List.of(history.event(s), history.eventHash(s), history.arrival(s)));
        }
        return contents;
    }
}
