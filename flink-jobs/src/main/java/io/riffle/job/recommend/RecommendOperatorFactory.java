package io.riffle.job.recommend;

import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.state.SharedInput;
import io.riffle.job.state.UserInput;
import io.riffle.schema.Recommendation;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;

/** Creates the {@link RecommendOperator} of each subtask and gives it the task's mailbox. */
public final class RecommendOperatorFactory extends AbstractStreamOperatorFactory<Recommendation>
        implements TwoInputStreamOperatorFactory<UserInput, SharedInput, Recommendation> {

    private static final long serialVersionUID = 1L;

    private final RecommendSettings settings;
    private final InferenceLoader loader;

    RecommendOperatorFactory(RecommendSettings settings, InferenceLoader loader) {
        this.settings = settings;
        this.loader = loader;
    }

    @Override
    // Flink's signature; the class is the one that getStreamOperatorClass names.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T extends StreamOperator<Recommendation>> T createStreamOperator(
            StreamOperatorParameters<Recommendation> parameters) {
        return (T) new RecommendOperator(parameters, settings, loader);
    }

    @Override
    @SuppressWarnings("rawtypes") // Flink's signature
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return RecommendOperator.class;
    }
}
