package io.riffle.serving;

import ai.djl.ndarray.NDManager;
import io.riffle.artifact.LoadedModel;
import io.riffle.schema.Candidate;
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
    private final ServingMeter meter;

    /**
     * @param reranker null, or trained on another backbone: the generator's order stays
     */
    SecondStage(
            @Nullable LoadedModel reranker,
            LoadedModel backbone,
            ServingOptions options,
            ServingMeter meter,
            NDManager resident) {
        this.order =
                reranker != null && Reranker.fits(reranker, backbone)
                        ? new Reranker(reranker, backbone, resident)
                        : new GeneratorOrder();
        this.policy = new SlatePolicy(options.slateSize(), options.exploration());
        this.meter = meter;
    }

    /** 0 when no reranker takes part. */
    long version() {
        return order.version();
    }

    /**
     * Answers every request.
     *
     * @param candidates of every request; where there are none, nothing is shown
     */
    List<Answer> answers(
            List<Request> requests, List<List<Candidate>> candidates, long backboneVersion) {
        List<SlatePolicy.Shown> slates = slates(requests, candidates);
        List<Answer> answers = new ArrayList<>(slates.size());
        for (int i = 0; i < slates.size(); i++) {
            SlatePolicy.Shown shown = slates.get(i);
            answers.add(
                    new Answer(
                            order.tier(),
                            shown.items(),
                            candidates.get(i),
                            backboneVersion,
                            order.version(),
                            shown.policy(),
                            shown.propensities()));
        }
        return answers;
    }

    private List<SlatePolicy.Shown> slates(
            List<Request> requests, List<List<Candidate>> candidates) {
        List<Proposal> proposals = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            if (!candidates.get(i).isEmpty()) {
                Request request = requests.get(i);
                proposals.add(new Proposal(request.turn(), request.query(), candidates.get(i)));
            }
        }
        long start = meter.start();
        List<Scored> scored = order.score(proposals);
        meter.reranked(start);
        List<SlatePolicy.Shown> slates = new ArrayList<>(requests.size());
        int next = 0;
        for (int i = 0; i < requests.size(); i++) {
            String id = requests.get(i).query().recommendationId();
            slates.add(
                    candidates.get(i).isEmpty()
                            ? SlatePolicy.NOTHING
                            : policy.show(id, scored.get(next++)));
        }
        return slates;
    }

    @Override
    public void close() {
        order.close();
    }
}
