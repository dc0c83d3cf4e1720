package io.riffle.serving;

import ai.djl.ndarray.NDManager;
import io.riffle.artifact.LoadedModel;
import io.riffle.schema.Tier;
import io.riffle.serving.conditions.ItemSet;
import io.riffle.serving.items.ItemIndex;
import io.riffle.serving.items.RowLikeness;
import io.riffle.serving.slate.Arrangement;
import io.riffle.serving.slate.Likeness;
import io.riffle.serving.slate.Proposed;
import io.riffle.serving.slate.Scored;
import io.riffle.serving.slate.SlatePolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The second stage: what is shown of the candidates that the first stage proposed.
 *
 * <p><b>State:</b> the reranker's weights, in an array manager of the caller's.
 */
final class SecondStage implements AutoCloseable {
    private final SlateOrder order;
    private final SlatePolicy policy;
    private final ItemIndex index;
    private final ServingMeter meter;

    /**
     * @param index the backbone's items
     * @param reranker null, or trained on another backbone: the generator's order stays
     */
    SecondStage(
            @Nullable LoadedModel reranker,
            LoadedModel backbone,
            ServingOptions options,
            ItemIndex index,
            ServingMeter meter,
            NDManager resident) {
        this.order =
                reranker != null && Reranker.fits(reranker, backbone)
                        ? new Reranker(reranker, backbone, resident)
                        : new GeneratorOrder();
        this.policy = new SlatePolicy(options.slateSize(), options.exploration());
        this.index = index;
        this.meter = meter;
    }

    /** 0 when no reranker takes part. */
    long version() {
        return order.version();
    }

    /**
     * Answers every request.
     *
     * @param proposed to every request; where there is nothing, nothing is shown
     */
    List<Answer> answers(List<Request> requests, List<Proposed> proposed, long backboneVersion) {
        List<Proposal> proposals = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            Proposed of = proposed.get(i);
            if (of.open() > 0) {
                Request request = requests.get(i);
                proposals.add(
                        new Proposal(
                                request.turn(),
                                request.query(),
                                of.candidates().subList(0, of.open())));
            }
        }
        long start = meter.start();
        List<Scored> scored = order.score(proposals);
        meter.reranked(start);
        List<Answer> answers = new ArrayList<>(requests.size());
        int next = 0;
        for (int i = 0; i < requests.size(); i++) {
            Proposed of = proposed.get(i);
            boolean ordered = of.open() > 0;
            Scored all = of.behind(ordered ? scored.get(next++) : Scored.NOTHING);
            answers.add(answer(requests.get(i), of, ordered, all, backboneVersion));
        }
        return answers;
    }

    /**
     * The answer to a request.
     *
     * @param ordered whether the second stage had a say
     */
    private Answer answer(
            Request request, Proposed of, boolean ordered, Scored all, long backboneVersion) {
        boolean fixed = !ordered && !of.candidates().isEmpty();
        SlatePolicy.Shown shown =
                of.candidates().isEmpty() && request.query().wish().arrangement().pins().isEmpty()
                        ? SlatePolicy.NOTHING
                        : policy.show(request.query().recommendationId(), all, asked(request, of));
        return new Answer(
                fixed ? Tier.GENERATOR_ONLY : order.tier(),
                shown.items(),
                of.candidates(),
                backboneVersion,
                fixed ? 0 : order.version(),
                shown.policy(),
                shown.propensities());
    }

    private SlatePolicy.Asked asked(Request request, Proposed of) {
        Query query = request.query();
        Wish wish = query.wish();
        Arrangement arrangement = wish.arrangement();
        ItemSet where = wish.where();
        return new SlatePolicy.Asked(
                wish.size(),
                wish.bestOnly() || !wish.similarTo().isEmpty(),
                arrangement,
                arrangement.diversity() > 0
                        ? new RowLikeness(index, of.candidates())
                        : Likeness.UNKNOWN,
                itemId ->
                        !query.disliked().contains(itemId)
                                && index.visibility().shows(itemId)
                                && (where == null || where.contains(itemId))
                                && (wish.candidates().isEmpty()
                                        || wish.candidates().contains(itemId)));
    }

    @Override
    public void close() {
        order.close();
    }
}
