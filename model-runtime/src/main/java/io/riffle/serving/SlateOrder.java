package io.riffle.serving;

import io.riffle.artifact.LoadedModel;
import io.riffle.schema.Tier;
import io.riffle.serving.slate.Scored;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link io.riffle.serving.slate.SlatePolicy} goes by in the second stage. Two of them: the
 * generator's own scores, the student's.
 */
public interface SlateOrder extends AutoCloseable {

    /**
     * What orders slates, without a first stage: for whoever has candidates of another one.
     *
     * @param reranker null, or trained on another backbone: the generator's order stays
     * @param backbone whose rows the reranker reads; null: the generator's order stays
     * @param device as {@link ServingOptions#device} names it
     */
    static SlateOrder alone(
            @Nullable LoadedModel reranker, @Nullable LoadedModel backbone, String device) {
        return reranker != null && backbone != null && Reranker.fits(reranker, backbone)
                ? Reranker.alone(reranker, backbone, device)
                : new GeneratorOrder();
    }

    /** Tier of answers made with it. */
    Tier tier();

    /** Version that answers name; 0 where no model takes part. */
    long version();

    /** Scores the candidates of a bundle, proposal by proposal. */
    List<Scored> score(List<Proposal> proposals);

    @Override
    void close();
}
