package io.riffle.job.train;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.job.settings.TrainSettings;
import io.riffle.job.state.CatalogueInput;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.TrainingSample;
import java.io.Serializable;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;

/** Creates the {@link TrainOperator}. */
public final class TrainOperatorFactory<F extends ArtifactFiles & Serializable>
        extends AbstractStreamOperatorFactory<ModelUpdate>
        implements TwoInputStreamOperatorFactory<TrainingSample, CatalogueInput, ModelUpdate> {

    private static final long serialVersionUID = 1L;

    private final TrainSettings settings;
    private final F files;

    TrainOperatorFactory(TrainSettings settings, F files) {
        this.settings = settings;
        this.files = files;
    }

    @Override
    // Flink's signature; the class is the one that getStreamOperatorClass names.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T extends StreamOperator<ModelUpdate>> T createStreamOperator(
            StreamOperatorParameters<ModelUpdate> parameters) {
        return (T) new TrainOperator(parameters, settings, files);
    }

    @Override
    @SuppressWarnings("rawtypes") // Flink's signature
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return TrainOperator.class;
    }
}
