package io.riffle.cli.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.store.ModelStore;
import io.riffle.cli.evaluate.LeaveOneOutNotes;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import io.riffle.schema.ModelUpdate;
import io.riffle.training.backbone.BackboneTrainer;
import io.riffle.training.backbone.QueryTime;
import io.riffle.training.backbone.TrainingOptions;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.dataset.KnownHistory;
import io.riffle.training.evaluation.LeaveOneOut;
import io.riffle.training.pretraining.EpochReport;
import io.riffle.training.pretraining.Pretraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the manifest of a pretrained backbone says about where it comes from and what it is worth.
 */
record PretrainRecord(Interactions interactions, Pretraining run) {

    /** How well it ranks: on the epoch that was chosen, and on what was held out. */
    ObjectNode metrics(BackboneTrainer trainer, int heldOut, Console console) {
        ObjectNode metrics = JsonLine.object();
        for (EpochReport report : run.curve()) {
            if (report.epoch() == run.bestEpoch() && !report.quality().isEmpty()) {
                report.quality().forEach((name, value) -> metrics.put("validation_" + name, value));
            }
        }
        if (heldOut == 1) {
            LeaveOneOut test = new LeaveOneOut(interactions, 1);
            LeaveOneOut tieSafe = new LeaveOneOut(interactions, 1, KnownHistory.ALL.withoutTies());
            LeaveOneOutNotes.tell(test, tieSafe, interactions, console);
            test.evaluate(trainer.scorer(), QueryTime.NEXT, 1)
                    .asMap()
                    .forEach((name, value) -> metrics.put("published_" + name, value));
            test.evaluate(trainer.scorer(), QueryTime.OWN, 1)
                    .asMap()
                    .forEach((name, value) -> metrics.put("served_" + name, value));
            tieSafe.evaluate(trainer.scorer(), QueryTime.OWN, 1)
                    .asMap()
                    .forEach((name, value) -> metrics.put("served_tie_safe_" + name, value));
        }
        return metrics;
    }

    /** What it was trained on and how, epoch by epoch. */
    ObjectNode provenance(Path events, @Nullable String until, TrainingOptions options) {
        ObjectNode node = JsonLine.object();
        node.put("source", String.valueOf(events.getFileName()));
        if (until != null) {
            node.put("until", until);
        }
        node.put("events", interactions.size());
        node.put("users", interactions.users());
        node.put("options", options.toString());
        node.put("epoch", run.bestEpoch());
        ArrayNode curve = node.putArray("curve");
        for (EpochReport report : run.curve()) {
            ObjectNode point = curve.addObject();
            point.put("phase", report.phase());
            point.put("epoch", report.epoch());
            point.put("loss", report.loss());
            point.put("positions", report.positions());
            point.put("padding", report.padding());
            point.put("cpu_seconds", report.cpuSeconds());
            point.put("wall_seconds", report.wallSeconds());
            report.quality().forEach(point::put);
        }
        return node;
    }

    /**
     * The backbone that this very training has published already, when what came after it failed.
     *
     * @param origin as {@link #provenance} has it; the seconds of its epochs are those of no other
     * @return null when the newest of the store is another
     */
    static @Nullable Manifest stored(ModelStore store, ObjectNode origin) throws IOException {
        OptionalLong newest = store.newest(ModelUpdate.BACKBONE);
        if (newest.isEmpty()) {
            return null;
        }
        Manifest manifest;
        try {
            manifest = store.manifest(ModelUpdate.BACKBONE, newest.getAsLong());
        } catch (ModelException e) {
            return null; // whoever reads it says so; this training is published beside it
        }
        // As it would be read: a number of Java is not equal to that of a file.
        JsonNode read = new ObjectMapper().readTree(JsonLine.line(origin));
        return read.equals(manifest.training()) ? manifest : null;
    }
}
