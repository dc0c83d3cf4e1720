package io.riffle.job.train;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.store.ModelStore;
import io.riffle.job.settings.TrainSettings;
import io.riffle.job.state.CatalogueInput;
import io.riffle.job.state.Types;
import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.TrainingSample;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The train step as a job sees it. */
public final class TrainStep {

    /** Name of the step, and of its job. */
    public static final String NAME = "train";

    private TrainStep() {}

    /**
     * Wires the step between its inputs and its output: one subtask, whatever the job's
     * parallelism, since all samples teach the same weights.
     *
     * @param files how the store is read and written; also serializable
     */
    public static <F extends ArtifactFiles & Serializable>
            SingleOutputStreamOperator<ModelUpdate> of(
                    DataStream<TrainingSample> samples,
                    DataStream<CatalogueInput> catalogue,
                    TrainSettings settings,
                    F files) {
        return samples.connect(catalogue)
                .transform(NAME, Types.MODEL_UPDATE, new TrainOperatorFactory<>(settings, files))
                .setParallelism(1)
                .setMaxParallelism(1)
                .uid(NAME)
                .name(NAME);
    }

    /** What the step purged of users. */
    public static DataStream<ForgetReceipt> receipts(
            SingleOutputStreamOperator<ModelUpdate> announcements) {
        return announcements.getSideOutput(TrainOperator.RECEIPTS);
    }

    /** What is wrong with the model that the settings name; empty when the step can start. */
    public static List<String> problems(TrainSettings settings, ArtifactFiles files) {
        String model = settings.model();
        if (model == null) {
            return List.of();
        }
        try {
            ModelStore.read(files, model, ModelUpdate.BACKBONE);
            return List.of();
        } catch (ModelException e) {
            return List.of(
                    String.format(
                            Locale.ROOT,
                            "The value (%s) of riffle.model must name a usable model: %s",
                            model,
                            e.getMessage()));
        }
    }
}
