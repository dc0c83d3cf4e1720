package io.riffle.job.operator;

import io.riffle.artifact.LoadedModel;
import io.riffle.schema.UserHistory;
import io.riffle.serving.Answer;
import io.riffle.serving.Recommender;
import io.riffle.serving.ServingCounts;
import io.riffle.serving.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Recommender} and the models it was made of, so that the next can share one of them. */
record RecommenderInference(
        LoadedModel backbone, @Nullable LoadedModel reranker, Recommender recommender)
        implements Inference {

    @Override
    public List<List<Answer>> recommend(List<Turn> turns) {
        return recommender.recommend(turns);
    }

    @Override
    public long windowStart(UserHistory history) {
        return recommender.windowStart(history);
    }

    @Override
    public void withdraw(String itemId) {
        recommender.withdraw(itemId);
    }

    @Override
    public void restore(String itemId) {
        recommender.restore(itemId);
    }

    @Override
    public long backboneVersion() {
        return recommender.backboneVersion();
    }

    @Override
    public long rerankerVersion() {
        return recommender.rerankerVersion();
    }

    @Override
    public void adopt(Inference previous) {
        recommender.adopt(((RecommenderInference) previous).recommender);
    }

    @Override
    public ServingCounts counts() {
        return recommender.counts();
    }

    @Override
    public int nativeArrays() {
        return recommender.nativeArrays();
    }

    @Override
    public void close() {
        recommender.close();
    }
}
