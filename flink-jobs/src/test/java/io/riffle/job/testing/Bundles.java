package io.riffle.job.testing;

import io.riffle.job.settings.ActionSettings;
import io.riffle.job.settings.AttributionSettings;
import io.riffle.job.settings.CatalogueSettings;
import io.riffle.job.settings.ListedOnly;
import io.riffle.job.settings.ModelSettings;
import io.riffle.job.settings.PopularSettings;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.settings.UserSettings;
import io.riffle.job.state.UserInput.Click;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.ContextNames;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.actions.ActionNames;
import io.riffle.schema.actions.ActionRules;
import io.riffle.schema.wire.Decoded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** What the tests of this module feed the operator with. */
public final class Bundles {

    public static final int MAX_EVENTS = 7;

    public static final UserSettings USERS = new UserSettings(2, 1 << 20, 0, 0, Duration.ZERO);

    public static final AttributionSettings ATTRIBUTION =
            new AttributionSettings(true, true, Duration.ofMinutes(30), Duration.ofHours(1), 4, 6);

    public static final ModelSettings MODELS =
            new ModelSettings(FakeModel.SLATE, FakeModel.CANDIDATES, 0, 0, 16, 0, "cpu", 0, 0.5);

    public static final PopularSettings POPULAR =
            new PopularSettings(100, 1000, new ContextNames(List.of("device", "referrer")), false);

    /** What the tests show is listed by nobody. */
    private static final CatalogueSettings CATALOGUE =
            new CatalogueSettings(ListedOnly.NEVER, Duration.ZERO, Map.of());

    private Bundles() {}

    /** One thing that can happen to the step. */
    public sealed interface Happening {
        record Clicked(Click click) implements Happening {}

        record Withdrew(String itemId) implements Happening {}

        record Relisted(String itemId) implements Happening {}

        record Swapped(long version) implements Happening {}

        record RanDry() implements Happening {}

        record Checkpointed() implements Happening {}

        record Restored() implements Happening {}
    }

    public static RecommendSettings settings(int bundleSize) {
        return settings(bundleSize, "fake:1");
    }

    public static RecommendSettings settings(int bundleSize, @Nullable String model) {
        return settings(bundleSize, model, 16);
    }

    /** As above, with at most so many users of a bundle whose whole window is encoded. */
    public static RecommendSettings settings(
            int bundleSize, @Nullable String model, int maxEncoded) {
        return settings(
                bundleSize,
                model,
                new ModelSettings(
                        FakeModel.SLATE, FakeModel.CANDIDATES, 0, 0, maxEncoded, 0, "cpu", 0, 0.5));
    }

    public static RecommendSettings settings(
            int bundleSize, @Nullable String model, ModelSettings models) {
        return settings(bundleSize, model, models, USERS, ATTRIBUTION, CATALOGUE);
    }

    public static RecommendSettings withUsers(int bundleSize, UserSettings users) {
        return settings(bundleSize, "fake:1", MODELS, users, ATTRIBUTION, CATALOGUE);
    }

    public static RecommendSettings withAttribution(
            int bundleSize, AttributionSettings attribution) {
        return settings(bundleSize, "fake:1", MODELS, USERS, attribution, CATALOGUE);
    }

    /** As the first, with actions that mean something else. */
    public static RecommendSettings withActions(int bundleSize, ActionRules rules) {
        ActionSettings actions = new ActionSettings(rules, ActionNames.OURS);
        return settings(bundleSize, "fake:1", MODELS, USERS, ATTRIBUTION, CATALOGUE, actions);
    }

    /** Without a model: popular items are shown. */
    public static RecommendSettings withPopular(PopularSettings popular) {
        return settings(
                1, null, MODELS, USERS, ATTRIBUTION, CATALOGUE, ActionSettings.USUAL, popular);
    }

    public static RecommendSettings withCatalogue(int bundleSize, CatalogueSettings catalogue) {
        return settings(bundleSize, "fake:1", MODELS, USERS, ATTRIBUTION, catalogue);
    }

    public static RecommendSettings settings(
            int bundleSize,
            @Nullable String model,
            ModelSettings models,
            UserSettings users,
            AttributionSettings attribution,
            CatalogueSettings catalogue) {
        return settings(
                bundleSize, model, models, users, attribution, catalogue, ActionSettings.USUAL);
    }

    private static RecommendSettings settings(
            int bundleSize,
            @Nullable String model,
            ModelSettings models,
            UserSettings users,
            AttributionSettings attribution,
            CatalogueSettings catalogue,
            ActionSettings actions) {
        return settings(bundleSize, model, models, users, attribution, catalogue, actions, POPULAR);
    }

    private static RecommendSettings settings(
            int bundleSize,
            @Nullable String model,
            ModelSettings models,
            UserSettings users,
            AttributionSettings attribution,
            CatalogueSettings catalogue,
            ActionSettings actions,
            PopularSettings popular) {
        return new RecommendSettings(
                model,
                null,
                models,
                MAX_EVENTS,
                100,
                users,
                bundleSize,
                Duration.ofMillis(10),
                popular,
                attribution,
                catalogue,
                actions,
                Duration.ofMinutes(5));
    }

    public static Click click(String user, String event, String item, long time) {
        return click(user, event, item, time, Action.CLICK, null);
    }

    public static Click click(
            String user,
            String event,
            String item,
            long time,
            Action action,
            @Nullable String recommendationId) {
        return new Click(
                new Decoded.Click(
                        new ClickEvent(
                                event, user, item, action, time, recommendationId, 0, Map.of()),
                        time + 5));
    }

    /** A click that happens when it is received. */
    public static Click received(String user, String event, String item, long time, int partition) {
        ClickEvent click = new ClickEvent(event, user, item, Action.CLICK, time, null, 0, Map.of());
        return new Click(new Decoded.Click(click, time, partition));
    }

    public static ModelUpdate update(String model, long version, String uri) {
        return new ModelUpdate(model, version, 0, uri, "0".repeat(64), version, Map.of(), 0);
    }

    /** Few users, few event ids, few times: repeats, ties and late events are frequent. */
    static Arbitrary<Click> clicks() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.integers().between(-4, FakeModel.ITEMS - 1),
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(8, Action.CLICK),
                                net.jqwik.api.Tuple.of(1, Action.LIKE),
                                net.jqwik.api.Tuple.of(1, Action.VIEW),
                                net.jqwik.api.Tuple.of(1, Action.DISLIKE)))
                .as(
                        (user, event, item, time, action) ->
                                click(
                                        "u" + user,
                                        "e" + event,
                                        item < 0 ? "x" + -item : "i" + item,
                                        time * 1000L,
                                        action,
                                        null));
    }

    /** Mostly clicks, in between everything that ends a bundle. */
    public static Arbitrary<List<Happening>> streams() {
        Arbitrary<String> items =
                Arbitraries.integers().between(0, FakeModel.ITEMS - 1).map(i -> "i" + i);
        return Arbitraries.<Happening>frequencyOf(
                        net.jqwik.api.Tuple.of(40, clicks().<Happening>map(Happening.Clicked::new)),
                        net.jqwik.api.Tuple.of(1, items.<Happening>map(Happening.Withdrew::new)),
                        net.jqwik.api.Tuple.of(1, items.<Happening>map(Happening.Relisted::new)),
                        net.jqwik.api.Tuple.of(
                                1,
                                Arbitraries.longs()
                                        .between(1, 9)
                                        .<Happening>map(Happening.Swapped::new)),
                        net.jqwik.api.Tuple.of(
                                2, Arbitraries.<Happening>just(new Happening.RanDry())),
                        net.jqwik.api.Tuple.of(
                                1, Arbitraries.<Happening>just(new Happening.Checkpointed())),
                        net.jqwik.api.Tuple.of(
                                1, Arbitraries.<Happening>just(new Happening.Restored())))
                .list()
                .ofMinSize(1)
                .ofMaxSize(120);
    }
}
