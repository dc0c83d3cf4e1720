package io.riffle.cli.evaluate;

import io.riffle.artifact.LoadedModel;
import io.riffle.lab.console.CommandException;
import io.riffle.lab.console.Console;
import io.riffle.schema.Item;
import io.riffle.schema.actions.ActionRules;
import io.riffle.training.backbone.BackboneTrainer;
import io.riffle.training.backbone.TrainingOptions;
import io.riffle.training.baseline.ItemToItem;
import io.riffle.training.baseline.Popularity;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.evaluation.PrequentialBackbone;
import io.riffle.training.evaluation.PrequentialBaseline;
import io.riffle.training.evaluation.PrequentialSystems;
import io.riffle.training.evaluation.ScoredStream;
import io.riffle.training.evaluation.StreamLearner;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code riffle evaluate --protocol prequential}: test, then learn, in time order. Without a model
 * the backbone starts from nothing and learns from the first event on; one that is given learns
 * from the first scored event on.
 */
final class EvaluatePrequential {
    private static final int FROZEN_STRETCH = 20_000;

    private final Console console;
    private final PrequentialArguments arguments;
    private final OnlineArguments online;
    private final ActionRules actions;
    private final List<Item> catalogue;
    private final Map<String, List<String>> categories = new HashMap<>();

    /**
     * @param actions how much each action teaches
     * @param catalogue that the job would know; may be empty
     */
    EvaluatePrequential(
            Console console,
            PrequentialArguments arguments,
            OnlineArguments online,
            ActionRules actions,
            List<Item> catalogue) {
        this.console = console;
        this.arguments = arguments;
        this.online = online;
        this.actions = actions;
        this.catalogue = catalogue;
        catalogue.forEach(item -> categories.put(item.itemId(), item.categories()));
    }

    /**
     * Ranks the stream with everything asked for.
     *
     * @param artifact null = a backbone that knows nothing
     * @param interactions over the artifact's vocabulary
     * @param scoreFrom share of the events before the first that is scored
     */
    StreamResults run(@Nullable LoadedModel artifact, Interactions interactions, double scoreFrom) {
        ScoredStream stream = new ScoredStream(interactions, scoreFrom, arguments.scored);
        if (stream.size() == 0) {
            throw new CommandException(
                    "The events to rank (0) must be at least 1: none after --score-from "
                            + scoreFrom
                            + " is "
                            + arguments.scored
                            + ".\nMaybe score from earlier on.");
        }
        StreamResults results = new StreamResults(stream, arguments.curveEvery);
        if (arguments.baselines) {
            baselines(stream, results);
            results.addCounting(new PrequentialSystems(stream, categories).counting());
        }
        PrequentialSystems system = new PrequentialSystems(stream, categories);
        Integer learnEvery = arguments.learnEvery;
        if (artifact != null && (learnEvery == null || arguments.frozen)) {
            try (BackboneTrainer trainer =
                    BackboneTrainer.of(artifact, TrainingOptions.DEFAULT, online.device())) {
                PrequentialBackbone run =
                        PrequentialBackbone.frozen(stream, trainer, FROZEN_STRETCH);
                if (learnEvery == null && arguments.baselines) {
                    run.within(system);
                }
                follow(run, stream, "frozen");
                results.add(StreamResults.FROZEN, run.eventByEvent(), run.tieSafe());
            }
        }
        if (learnEvery != null) {
            try (StreamLearner learner = online.learner(artifact, actions)) {
                learner.describe(catalogue);
                PrequentialBackbone run =
                        PrequentialBackbone.learning(
                                stream, learner, learnEvery, artifact == null ? 0 : stream.first());
                if (arguments.baselines) {
                    run.within(system);
                }
                follow(run, stream, "learning");
                results.add(StreamResults.LEARNING, run.eventByEvent(), run.tieSafe());
            }
        }
        if (arguments.baselines) {
            results.addSystem(system);
        }
        return results;
    }

    private void baselines(ScoredStream stream, StreamResults results) {
        PrequentialBaseline byEvent = new PrequentialBaseline(stream, false);
        PrequentialBaseline tieSafe = new PrequentialBaseline(stream, true);
        results.add("popularity", byEvent.evaluate(popularity()), tieSafe.evaluate(popularity()));
        results.add(
                "item-to-item",
                byEvent.evaluate(new ItemToItem(arguments.pairRules())),
                tieSafe.evaluate(new ItemToItem(arguments.pairRules())));
    }

    private Popularity popularity() {
        return arguments.halfLife == null ? new Popularity() : new Popularity(arguments.halfLife);
    }

    private void follow(PrequentialBackbone run, ScoredStream stream, String how) {
        run.run(
                events ->
                        console.live(
                                String.format(
                                        Locale.ROOT,
                                        "%s backbone: event %,d of %,d",
                                        how,
                                        events,
                                        stream.events())));
    }
}
