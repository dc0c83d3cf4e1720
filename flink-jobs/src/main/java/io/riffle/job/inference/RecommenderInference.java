package io.riffle.job.inference;

import io.riffle.artifact.LoadedModel;
import io.riffle.schema.Item;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Answer;
import io.riffle.serving.Recommender;
import io.riffle.serving.ServingCounts;
import io.riffle.serving.Turn;
import io.riffle.serving.conditions.ItemSet;
import java.util.List;
import java.util.function.Predicate;

/** A {@link Recommender} and the models it was made of, so that the next can share them. */
public record RecommenderInference(ModelPair models, Recommender recommender) implements Inference {

    /** The backbone that answers. */
    public LoadedModel backbone() {
        return models.backbone();
    }

    @Override
    public List<List<Answer>> recommend(List<Turn> turns) {
        return recommender.recommend(turns);
    }

    @Override
    public long windowStart(UserHistory history) {
        return recommender.windowStart(history);
    }

    @Override
    public boolean encodes(String userId, UserHistory history, int clicks) {
        return recommender.encodes(userId, history, clicks);
    }

    @Override
    public void describe(Item item) {
        recommender.describe(item);
    }

    @Override
    public void prepare(ItemSet listed) {
        recommender.prepare(listed);
    }

    @Override
    public void forget(String userId) {
        recommender.forget(userId);
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
    public void showOnly(Predicate<String> shown) {
        recommender.showOnly(shown);
    }

    @Override
    public boolean knows(String itemId) {
        return backbone().vocabulary().row(itemId) > 0;
    }

    @Override
    public long backboneVersion() {
        return recommender.backboneVersion();
    }

    @Override
    public String backboneFingerprint() {
        return backbone().fingerprint();
    }

    @Override
    public long rerankerVersion() {
        return recommender.rerankerVersion();
    }

    @Override
    public void adopt(Inference previous, Predicate<String> shown) {
        recommender.adopt(((RecommenderInference) previous).recommender, shown);
    }

    @Override
    public ModelsAgain again(long backboneVersion, long rerankerVersion, List<String> named) {
        LoadedModel backbone = models.version(true, backboneVersion);
        LoadedModel reranker =
                backbone == null
                        ? models.of(false)
                        : rerankerVersion == 0 ? null : models.version(false, rerankerVersion);
        return new ModelsAgain(
                backbone == null ? backbone() : backbone,
                reranker,
                recommender.options().withCacheBytes(0),
                recommender.items(named));
    }

    @Override
    public long heapBytes() {
        return models.heapBytes();
    }

    @Override
    public ServingCounts counts() {
        return recommender.counts();
    }

    @Override
    public int cachedUsers() {
        return recommender.cachedUsers();
    }

    @Override
    public int nativeArrays() {
        return recommender.nativeArrays();
    }

    @Override
    public void close() {
        try {
            recommender.close();
        } finally {
            models.close();
        }
    }
}
