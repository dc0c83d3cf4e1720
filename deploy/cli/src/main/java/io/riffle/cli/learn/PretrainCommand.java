package io.riffle.cli.learn;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.store.ModelStore;
import io.riffle.cli.arguments.ActionArguments;
import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.EventFileArguments;
import io.riffle.cli.arguments.InteractionFile;
import io.riffle.cli.arguments.JsonArgument;
import io.riffle.cli.arguments.OutputFolder;
import io.riffle.cli.arguments.TypedName;
import io.riffle.lab.console.Console;
import io.riffle.lab.files.SideFiles;
import io.riffle.training.backbone.BackboneTrainer;
import io.riffle.training.backbone.TrainingOptions;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.pretraining.Pretraining;
import io.riffle.training.pretraining.PretrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code riffle pretrain}: a file of events in, backbone and reranker in a model store out. */
@Command(
        name = "pretrain",
        description = {
            "Trains a backbone from a file of events, and a reranker on it; puts both into a model"
                    + " store.",
            "Interrupted, the same command goes on from the last epoch, also with more --epochs."
        })
public final class PretrainCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--events",
            required = true,
            paramLabel = "FILE",
            description = "CSV of user_id, item_id, timestamp_seconds, ...; gzip by extension.")
    private Path events = Path.of("");

    @Option(
            names = {"--store", "--out"},
            required = true,
            paramLabel = "STORE",
            description = "Folder of the model store.")
    private Path out = Path.of("");

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description =
                    "Only events before this time: epoch seconds, 2000-11-21T00:00:00Z, or a share"
                            + " of the file's events in time order such as 0.5.")
    private @Nullable String until;

    @Option(
            names = "--hold-out",
            paramLabel = "N",
            description =
                    "Newest events of each user kept for testing, never trained on (default: 1,"
                            + " with --until 0).")
    private @Nullable Integer holdOut;

    @Option(
            names = "--select",
            negatable = true,
            description =
                    "Train twice: first to pick the epoch that ranks each user's second-last event"
                            + " best, then again up to it (default: yes, with --until no).")
    private @Nullable Boolean select;

    @Option(
            names = "--evaluate-every",
            paramLabel = "N",
            defaultValue = "1",
            description = "Epochs between evaluations while selecting (default: 1).")
    private int evaluateEvery;

    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description = "Folder of this run's checkpoint (default: STORE/pretraining).")
    private @Nullable Path checkpoint;

    @Option(
            names = "--keep-checkpoint",
            description =
                    "Keeps the checkpoint after the last epoch, so that the same command with more"
                            + " --epochs goes on. The learning rate then follows the longer curve"
                            + " from there on: not the same as so many epochs at once.")
    private boolean keepCheckpoint;

    @Mixin private JsonArgument json = new JsonArgument();

    @Mixin private EventFileArguments reading;

    @Mixin private ActionArguments actions;

    @Mixin private TrainingArguments training;

    @Mixin private RerankerArguments reranking;

    private final Console console;

    PretrainCommand(Console console) {
        this.console = console;
        this.reading = new EventFileArguments();
        this.actions = new ActionArguments();
        this.training = new TrainingArguments();
        this.reranking = new RerankerArguments();
    }

    @Override
    public Integer call() throws IOException {
        ArgumentRules.atLeast(spec, "interval", "--evaluate-every", evaluateEvery, 1);
        boolean selecting = select == null ? until == null : select;
        int heldOut = holdOut == null ? (until == null ? 1 : 0) : holdOut;
        ArgumentRules.atLeast(spec, "number of events", "--hold-out", heldOut, 0);
        PretrainingPlan plan =
                new PretrainingPlan(selecting, heldOut, evaluateEvery, 1, training.device());
        TrainingOptions options = training.options();
        OutputFolder folder = new OutputFolder(out, TypedName.of("--out", spec)).check();
        RerankerInputs read = reranking.read(new SideFiles(reading.reading().limit(), console));
        InteractionFile.Cut cut =
                new InteractionFile(events, until, reading.reading(), actions.rules(spec), spec)
                        .cut(console);
        Interactions interactions = cut.interactions();
        RerankerInputs inputs = read.before(cut.end(), console);
        Pretraining run =
                new Pretraining(
                        interactions,
                        training.shape(),
                        options,
                        plan,
                        checkpoint == null ? out.resolve("pretraining") : checkpoint,
                        new PretrainingProgress(console, options.epochs()));
        return folder.writing(
                () -> {
                    try (BackboneTrainer trainer = run.run()) {
                        publish(trainer, interactions, inputs, heldOut, run);
                    }
                    return 0;
                });
    }

    private void publish(
            BackboneTrainer trainer,
            Interactions interactions,
            RerankerInputs inputs,
            int heldOut,
            Pretraining run)
            throws IOException {
        PretrainRecord told = new PretrainRecord(interactions, run);
        ObjectNode metrics = told.metrics(trainer, heldOut, console);
        ModelStore store = ModelStore.local(out);
        ObjectNode origin = told.provenance(events, until, training.options());
        Manifest stored = PretrainRecord.stored(store, origin);
        Manifest manifest =
                stored != null
                        ? stored
                        : store.put(
                                trainer.draft().withTraining(origin).withMetrics(metrics),
                                trainer.weights(),
                                interactions.itemIds());
        LoadedModel backbone = store.get("backbone", manifest.version());
        Manifest reranker =
                reranking.train(store, backbone, interactions, inputs, heldOut, console);
        // Not before: without it a reranker that fails would cost the backbone's training again.
        if (!keepCheckpoint) {
            run.forget();
        }
        new PretrainReport(store, manifest, metrics, reranker).print(console, json.asked());
    }
}
