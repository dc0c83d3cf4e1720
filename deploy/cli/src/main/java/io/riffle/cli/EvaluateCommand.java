package io.riffle.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.LoadedModel;
import io.riffle.cli.console.Console;
import io.riffle.cli.console.Json;
import io.riffle.cli.files.BadRowLimit;
import io.riffle.training.BackboneScorer;
import io.riffle.training.BackboneTrainer;
import io.riffle.training.Evaluator;
import io.riffle.training.Interactions;
import io.riffle.training.ItemToItem;
import io.riffle.training.Popularity;
import io.riffle.training.Prequential;
import io.riffle.training.PrequentialBackbone;
import io.riffle.training.QueryTime;
import io.riffle.training.RankingMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code riffle evaluate}: the quality of a backbone beside two baselines, or of a reranker beside
 * its baselines, from one file.
 */
@Command(
        name = "evaluate",
        description =
                "Ranks the events of a file with a backbone, or its lists with rerankers, beside"
                        + " baselines of the same run.")
final class EvaluateCommand implements Callable<Integer> {
    /** How events are held back from learning. */
    enum Protocol {
        LEAVE_ONE_OUT,
        PREQUENTIAL
    }

    private static final int OFFLINE_MEMORY = 30;
    private static final int ONLINE_MEMORY = 12;

    @Spec private CommandSpec spec;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "CSV of user_id, item_id, timestamp_seconds, ...; gzip by extension.")
    private @Nullable Path events;

    @Option(
            names = "--model",
            paramLabel = "URI",
            description = "Artifact folder, or a store: its newest backbone.")
    private @Nullable String model;

    @Option(
            names = "--protocol",
            defaultValue = "LEAVE_ONE_OUT",
            paramLabel = "NAME",
            converter = ProtocolConverter.class,
            description =
                    "leave-one-out: each user's last event; prequential: test, then learn, in time"
                            + " order (default: leave-one-out).")
    private Protocol protocol = Protocol.LEAVE_ONE_OUT;

    @Option(
            names = "--score-from",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description =
                    "Prequential and lists: share of the events or lists before the first scored"
                            + " (default: 0.5).")
    private double scoreFrom;

    @Option(
            names = "--learn-every",
            paramLabel = "N",
            description =
                    "Prequential: the backbone learns from every N events once they are scored"
                            + " (default: it does not learn).")
    private @Nullable Integer learnEvery;

    @Option(
            names = "--plot",
            paramLabel = "FILE.svg",
            description = "Draws the learning curve: epochs, or stretches of the stream.")
    private @Nullable Path plot;

    @Option(
            names = "--max-bad-rows",
            paramLabel = "N",
            defaultValue = "1%",
            converter = BadRowLimitConverter.class,
            description = "Bad rows allowed, a number or a share of the rows (default: 1%%).")
    private BadRowLimit maxBadRows = BadRowLimit.DEFAULT;

    @Option(names = "--json", description = "One line of JSON.")
    private boolean json;

    @Mixin private OnlineArguments online;

    @Mixin private ListOptions lists;

    private final Console console;

    EvaluateCommand(Console console) {
        this.console = console;
        this.online = new OnlineArguments();
        this.lists = new ListOptions();
    }

    @Override
    public Integer call() throws IOException {
        if (!(scoreFrom >= 0 && scoreFrom < 1)) {
            throw Rules.broken(
                    spec, "share", Double.toString(scoreFrom), "--score-from", "be 0 to below 1");
        }
        if (lists.asked()) {
            lists.check(spec, events);
            return new EvaluateLists(console, lists).run(lists.source(), scoreFrom, json);
        }
        if (events == null || model == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The inputs (none) of riffle evaluate must be --events with --model, or"
                            + " --lists.");
        }
        if (learnEvery != null) {
            Rules.atLeast(spec, "number of events", "--learn-every", learnEvery, 1);
        }
        LoadedModel artifact = LoadedModel.read(model);
        Interactions interactions =
                new InteractionFile(events, null, maxBadRows, spec)
                        .read(console)
                        .over(artifact.vocabulary().itemIds());
        Map<String, RankingMetrics> results = new LinkedHashMap<>();
        List<Double> curve =
                switch (protocol) {
                    case LEAVE_ONE_OUT -> leaveOneOut(artifact, interactions, results);
                    case PREQUENTIAL -> prequential(artifact, interactions, results);
                };
        report(artifact, results);
        if (plot != null) {
            CurvePlot.write(plot, title(), curve);
        }
        return 0;
    }

    private List<Double> leaveOneOut(
            LoadedModel artifact, Interactions interactions, Map<String, RankingMetrics> results) {
        Evaluator evaluator = new Evaluator(interactions, 1);
        results.put("popularity", evaluator.evaluate(new Popularity()));
        results.put("item-to-item", evaluator.evaluate(new ItemToItem(OFFLINE_MEMORY)));
        try (BackboneScorer scorer = BackboneScorer.of(artifact, online.device())) {
            results.put("backbone, as published", evaluator.evaluate(scorer, QueryTime.NEXT, 1));
            results.put("backbone, as served", evaluator.evaluate(scorer, QueryTime.OWN, 1));
        }
        List<Double> curve = new ArrayList<>();
        JsonNode training = artifact.manifest().training();
        if (training != null) {
            String measure = training.at("/curve/0").has("ndcg_at_10") ? "ndcg_at_10" : "loss";
            training.path("curve").forEach(point -> curve.add(point.path(measure).asDouble()));
        }
        return curve;
    }

    private List<Double> prequential(
            LoadedModel artifact, Interactions interactions, Map<String, RankingMetrics> results) {
        for (boolean tieSafe : new boolean[] {false, true}) {
            String reading = tieSafe ? ", tie-safe" : ", event by event";
            Prequential run = new Prequential(interactions, scoreFrom, tieSafe);
            results.put("popularity" + reading, run.evaluate(new Popularity()));
            results.put("item-to-item" + reading, run.evaluate(new ItemToItem(ONLINE_MEMORY)));
        }
        List<Double> curve = new ArrayList<>();
        int stretch = learnEvery == null ? 20_000 : learnEvery;
        try (BackboneTrainer trainer =
                BackboneTrainer.of(artifact, online.options(), online.device())) {
            PrequentialBackbone run =
                    new PrequentialBackbone(interactions, trainer, stretch, learnEvery != null);
            run.run(
                    scoreFrom,
                    point -> {
                        curve.add(point.eventByEvent().hitRate(10));
                        console.live(
                                "%,d events scored, HR@10 %.4f in the last %,d"
                                        .formatted(
                                                point.events(),
                                                point.eventByEvent().hitRate(10),
                                                point.eventByEvent().count()));
                    });
            results.put("backbone, event by event", run.eventByEvent());
            results.put("backbone, tie-safe", run.tieSafe());
        }
        return curve;
    }

    private void report(LoadedModel artifact, Map<String, RankingMetrics> results) {
        if (json) {
            ObjectNode line = Json.object();
            line.put("protocol", protocolName());
            line.put("version", artifact.version());
            if (protocol == Protocol.PREQUENTIAL) {
                line.put("score_from", scoreFrom);
                line.put("learn_every", learnEvery == null ? 0 : learnEvery);
            }
            ObjectNode of = line.putObject("results");
            results.forEach(
                    (name, metrics) -> {
                        ObjectNode node = of.putObject(name);
                        metrics.asMap().forEach(node::put);
                    });
            console.result(Json.line(line));
            return;
        }
        console.result(
                "%-30s %9s %8s %8s %8s %8s %8s %8s"
                        .formatted(
                                protocolName(),
                                "events",
                                "HR@1",
                                "HR@10",
                                "HR@50",
                                "NDCG@10",
                                "NDCG@50",
                                "MRR"));
        results.forEach(
                (name, metrics) ->
                        console.result(
                                "%-30s %,9d %8.4f %8.4f %8.4f %8.4f %8.4f %8.4f"
                                        .formatted(
                                                name,
                                                metrics.count(),
                                                metrics.hitRate(1),
                                                metrics.hitRate(10),
                                                metrics.hitRate(50),
                                                metrics.ndcg(10),
                                                metrics.ndcg(50),
                                                metrics.mrr())));
    }

    private String title() {
        return protocol == Protocol.PREQUENTIAL
                ? "Hit rate at 10 along the stream"
                : "Quality by epoch";
    }

    private String protocolName() {
        return ProtocolConverter.name(protocol);
    }
}
