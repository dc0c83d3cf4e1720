package io.riffle.job.recommend;

import static io.riffle.job.recommend.RealModels.BACKBONE;
import static io.riffle.job.recommend.RealModels.RERANKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.job.inference.RecommenderLoader;
import io.riffle.job.settings.ModelSettings;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.state.SharedInput;
import io.riffle.job.state.UserInput.Click;
import io.riffle.job.swap.FlinkFiles;
import io.riffle.job.testing.Bundles;
import io.riffle.job.testing.Bundles.Happening;
import io.riffle.job.testing.Bundles.Happening.Clicked;
import io.riffle.job.testing.Bundles.Happening.Relisted;
import io.riffle.job.testing.Bundles.Happening.Restored;
import io.riffle.job.testing.Bundles.Happening.Swapped;
import io.riffle.job.testing.Bundles.Happening.Withdrew;
import io.riffle.job.testing.VersionedReference;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Ids;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.serving.Answer;
import io.riffle.serving.ServingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * The law of the swap, with real models: whatever is announced between clicks, each answer is what
 * a {@link io.riffle.serving.Recommender} of the versions it names says to the history it had.
 */
@SuppressWarnings("NullAway.Init") // published before the container's first property
class RealModelLawTest {

    private static final int VERSIONS = 6;
    private static final int SLATE = 5;
    private static final int ALL = 39; // every item is a candidate: no cut that rounding may move

    private static final List<ModelUpdate> BACKBONES = new ArrayList<>();
    private static final List<ModelUpdate> RERANKERS = new ArrayList<>();

    private static Path folder;
    private static RealModels models;
    private static VersionedReference reference;

    @BeforeContainer
    static void publish() throws IOException {
        folder = Files.createTempDirectory("real-models");
        models = new RealModels(folder);
        for (int n = 0; n < VERSIONS; n++) {
            BACKBONES.add(models.announce(BACKBONE, models.backbone(10 + n)));
            RERANKERS.add(models.announce(RERANKER, models.reranker(10 + n)));
        }
        ServingOptions options = new ServingOptions(SLATE, ALL, 2, 0, 16, 0, "cpu");
        reference = new VersionedReference(models.store, options, RealModels.MAX_EVENTS);
    }

    @AfterContainer
    static void delete() throws IOException {
        reference.close();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Provide
    Arbitrary<List<Happening>> streams() {
        return Bundles.streams()
                .filter(stream -> stream.size() > 20)
                .map(stream -> stream.stream().map(RealModelLawTest::real).toList());
    }

    /** Two kilobytes of cache hold one or two users of three: values are evicted all the time. */
    @Property(tries = 40)
    void everyAnswerIsWhatTheVersionsItNamesSayToItsHistory(
            @ForAll("streams") List<Happening> stream,
            @ForAll @IntRange(min = 1, max = 20) int bundle,
            @ForAll @IntRange(min = 1, max = 3) int prefills,
            @ForAll boolean tinyCache)
            throws Exception {
        long cache = tinyCache ? 2 << 10 : 1 << 20;
        RecommendSettings settings =
                models.settings(
                        new ModelSettings(SLATE, ALL, cache, 0, prefills, 2, "cpu", 0, 1), bundle);
        Map<String, Deque<Recommendation>> answers = new TreeMap<>();
        for (Recommendation answer : served(stream, settings)) {
            answers.computeIfAbsent(answer.userId(), id -> new ArrayDeque<>()).add(answer);
        }
        reference.startAnew();
        for (Happening happening : stream) {
            if (happening instanceof Withdrew withdrew) {
                reference.withdraw(withdrew.itemId());
            } else if (happening instanceof Relisted relisted) {
                reference.restore(relisted.itemId());
            } else if (happening instanceof Clicked clicked) {
                ClickEvent click = clicked.click().event();
                // What was only seen has no answer, and nobody remembers its id.
                if (click.action() != Action.VIEW && !reference.repeats(click)) {
                    Deque<Recommendation> own =
                            answers.getOrDefault(click.userId(), new ArrayDeque<>());
                    assertSaid(own.remove(), click);
                }
            }
        }
        assertThat(answers.values()).allMatch(Deque::isEmpty);
    }

    /** Nobody waits for a swap: clicks, barriers and restores fall between arrival and swap. */
    private static List<Recommendation> served(List<Happening> stream, RecommendSettings settings)
            throws Exception {
        RecommenderLoader<FlinkFiles> loader =
                new RecommenderLoader<>(settings.models(), new FlinkFiles());
        Deque<ModelUpdate> backbones = new ArrayDeque<>(BACKBONES);
        Deque<ModelUpdate> rerankers = new ArrayDeque<>(RERANKERS);
        List<Recommendation> answers = new ArrayList<>();
        RecommendHarness harness = RecommendHarness.started(settings, loader);
        for (Happening happening : stream) {
            if (happening instanceof Clicked clicked) {
                harness.user(clicked.click());
            } else if (happening instanceof Swapped swapped) {
                ModelUpdate next = swapped.version() % 2 == 0 ? backbones.poll() : rerankers.poll();
                if (next != null) {
                    harness.shared(new SharedInput.Announced(next));
                }
                if (swapped.version() > 6) {
                    harness.awaitSwap();
                }
            } else if (happening instanceof Restored) {
                var state = harness.checkpoint();
                answers.addAll(harness.takeRecommendations());
                harness.close();
                harness = RecommendHarness.restored(settings, loader, state);
            } else {
                harness.happen(happening);
            }
        }
        harness.endAll();
        answers.addAll(harness.takeRecommendations());
        harness.close();
        return answers;
    }

    private static void assertSaid(Recommendation said, ClickEvent click) {
        boolean popular = said.tier() == Tier.POPULAR;
        Answer expected =
                popular
                        ? reference.answer(click, 2, 1)
                        : reference.answer(click, said.backboneVersion(), said.rerankerVersion());
        assertThat(said.recommendationId())
                .isEqualTo(Ids.recommendationId(click.userId(), click.eventId()));
        assertThat(expected.slate().isEmpty()).isEqualTo(popular);
        if (popular || ambiguous(expected)) {
            return;
        }
        assertThat(said.tier()).isEqualTo(expected.tier());
        assertThat(said.items()).hasSameSizeAs(expected.slate());
        for (int rank = 0; rank < said.items().size(); rank++) {
            RankedItem item = said.items().get(rank);
            RankedItem other = expected.slate().get(rank);
            assertThat(item.score()).isCloseTo(other.score(), within(1e-4f));
            if (apart(expected.slate(), rank)) {
                assertThat(item.itemId()).isEqualTo(other.itemId());
                assertThat(item.generatorScore()).isCloseTo(other.generatorScore(), within(1e-5f));
            }
        }
    }

    /** Whether rounding cannot have put another item at this rank. */
    private static boolean apart(List<RankedItem> slate, int rank) {
        float score = slate.get(rank).score();
        return (rank + 1 == slate.size() || score - slate.get(rank + 1).score() > 1e-4f)
                && (rank == 0 || slate.get(rank - 1).score() - score > 1e-4f);
    }

    /** Whether rounding may change the order in which the reranker gets the candidates. */
    private static boolean ambiguous(Answer answer) {
        for (int i = 1; i < answer.candidates().size(); i++) {
            float before = answer.candidates().get(i - 1).generatorScore();
            if (before - answer.candidates().get(i).generatorScore() < 1e-6f) {
                return true;
            }
        }
        return false;
    }

    /** The same with items that the models know. */
    private static Happening real(Happening happening) {
        if (happening instanceof Withdrew withdrew) {
            return new Withdrew(real(withdrew.itemId()));
        }
        if (happening instanceof Relisted relisted) {
            return new Relisted(real(relisted.itemId()));
        }
        return happening instanceof Clicked clicked
                ? new Clicked(real(clicked.click()))
                : happening;
    }

    private static String real(String itemId) {
        return itemId.startsWith("i")
                ? "item-" + (Integer.parseInt(itemId.substring(1)) + 1)
                : itemId;
    }

    private static Click real(Click click) {
        ClickEvent event = click.event();
        return Bundles.click(
                event.userId(),
                event.eventId(),
                real(event.itemId()),
                event.eventTime(),
                event.action(),
                null);
    }
}
