package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LocalFiles;
import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Item;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Outcome;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import io.riffle.training.backbone.BackboneShape;
import io.riffle.training.judge.GateLimits;
import io.riffle.training.publish.PublishCadence;
import io.riffle.training.reranker.RerankerSettings;
import io.riffle.training.stream.BackboneSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Users who click the next item of a ring, and trainers that learn it from their samples. */
final class ClickRing {
    static final int ITEMS = 12;
    static final int CANDIDATES = 6;
    static final long DELTA = 1_000;
    static final long RERANKER = 3_000;
    static final long SNAPSHOT = 10_000;

    private final Path folder;
    private final AtomicLong clock;

    /**
     * Trainers on a clock that the test moves.
     *
     * @param folder of their stores
     */
    ClickRing(Path folder, AtomicLong clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Enough lists for a reranker, and the backbone whose rows it reads. */
    static void begin(OnlineTrainer trainer) {
        feed(trainer, 0, 32);
        assertThat(trainer.publishDue()).extracting(ModelUpdate::version).containsExactly(1L);
    }

    static void feed(OnlineTrainer trainer, int from, int to) {
        for (int i = from; i < to; i++) {
            offer(trainer, sample(i), 0);
        }
    }

    static void offer(OnlineTrainer trainer, TrainingSample sample, long received) {
        trainer.offer(sample, received);
        if (trainer.waitMs() == 0) {
            trainer.learn();
        }
    }

    /** Whoever clicked item n clicks the next one of the ring, wherever it stands in the list. */
    static TrainingSample sample(int i) {
        int at = (i * 7) % ITEMS;
        HistoryEvent next = event(at + 1, 1);
        List<Candidate> candidates = new ArrayList<>();
        List<String> displayed = new ArrayList<>();
        int first = at + 1 - i % CANDIDATES;
        for (int c = 0; c < CANDIDATES; c++) {
            String id = id(first + c + ITEMS);
            candidates.add(new Candidate(id, 1f - 0.1f * c, new float[0]));
            displayed.add(id);
        }
        return new TrainingSample(
                "sample-" + i,
                "request-" + i,
                0,
                "user-" + i,
                1_000_000,
                Map.of("group", "g" + i % 2),
                List.of(event(at, 0)),
                candidates,
                displayed,
                next,
                List.of(next),
                Outcome.CLICKED,
                Tier.GENERATOR_ONLY,
                1,
                0,
                List.of());
    }

    /** The same click on a list whose first candidate it is: no order can be better. */
    static TrainingSample proposedFirst(TrainingSample plain) {
        String clicked = plain.labels().get(0).itemId();
        List<Candidate> others = new ArrayList<>();
        others.add(new Candidate(clicked, 1, new float[0]));
        for (Candidate candidate : plain.candidates()) {
            if (!candidate.itemId().equals(clicked)) {
                others.add(
                        new Candidate(candidate.itemId(), 1 - .1f * others.size(), new float[0]));
            }
        }
        return plain.withCandidates(others);
    }

    /** The same list, of which the candidate three places on was clicked. */
    static TrainingSample clickedElsewhere(TrainingSample plain) {
        int clicked = plain.displayed().indexOf(plain.labels().get(0).itemId());
        String other = plain.displayed().get((clicked + 3) % CANDIDATES);
        HistoryEvent click = new HistoryEvent(other, plain.labels().get(0).time(), Action.CLICK);
        return plain.withEvents(plain.next(), List.of(click));
    }

    private static HistoryEvent event(int item, int k) {
        return new HistoryEvent(id(item), 1_000_000 + 10_000L * k, Action.CLICK);
    }

    private static String id(int item) {
        return "item-" + Math.floorMod(item, ITEMS);
    }

    static Item item(String id) {
        return new Item(id, id, List.of("red"), 0, Map.of());
    }

    OnlineTrainer trainer(String name, double tolerance) {
        return trainer(name, tolerance, 9 * tolerance);
    }

    OnlineTrainer trainer(String name, double tolerance, double listTolerance) {
        OnlineSettings settings =
                new OnlineSettings(
                        8,
                        1_000,
                        64,
                        1,
                        20,
                        100,
                        1_000,
                        0.3,
                        50,
                        1,
                        new BacklogPolicy(10_000, 20_000),
                        new BackboneSettings(
                                0.01f, 0.01f, 0, 10, 0, 0.1f, 9, 64, 1000, 16, 100, false, 5),
                        new RerankerSettings(true, 16, 16, 1, 1e-2f, .3f, 64, 0, 7),
                        true,
                        3);
        return new OnlineTrainer(
                settings,
                new PublishCadence(SNAPSHOT, DELTA, DELTA, RERANKER),
                new GateLimits(8, tolerance, 8, 1e-5, listTolerance, 86_400_000),
                new LocalFiles(),
                folder.resolve(name).toString(),
                null,
                new BackboneShape(8, 1, 16, 8),
                clock::get);
    }
}
