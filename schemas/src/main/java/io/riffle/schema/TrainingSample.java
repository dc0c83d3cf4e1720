package io.riffle.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the trainers learn from: one request, and what became of it.
 *
 * @param sampleId hash of recommendation id and revision
 * @param revision from 0; a trainer replaces the earlier revision and never counts it twice
 * @param requestTime query time of the request, epoch ms
 * @param history as of the request, oldest first
 * @param candidates first-stage order, never the displayed order; none in a revision after the
 *     slate's deadline, see {@link #completedBy}
 * @param displayed item ids as shown
 * @param next the user's next valid click, shown or not: the backbone's target; null when there is
 *     none
 * @param labels slate labels
 * @param propensities as the recommendation carried them: per displayed item, the probability with
 *     which it was chosen for its rank, given those before; empty when not exploring
 * @param replayed whether the request came from before a restart and may have been answered twice:
 *     the user may have been shown other items than {@code displayed}, drawn with other
 *     propensities. History, {@code next} and its time are as good as any; of labels, displayed
 *     items and propensities nothing is to be learned
 * @param examined ranks from 1 whose items the user is known to have seen, rising; empty when
 *     nobody tells
 * @param asked whether a request was answered, and no click: {@code next} is told with the sample
 *     of the click before
 */
public record TrainingSample(
        String sampleId,
        String recommendationId,
        int revision,
        String userId,
        long requestTime,
        Map<String, String> profile,
        List<HistoryEvent> history,
        List<Candidate> candidates,
        List<String> displayed,
        @Nullable HistoryEvent next,
        List<HistoryEvent> labels,
        Outcome outcome,
        Tier tier,
        long backboneVersion,
        long rerankerVersion,
        List<Double> propensities,
        boolean replayed,
        List<Integer> examined,
        boolean asked) {

    /** A sample of a request that was answered once; nobody knows what was seen. */
    public TrainingSample(
            String sampleId,
            String recommendationId,
            int revision,
            String userId,
            long requestTime,
            Map<String, String> profile,
            List<HistoryEvent> history,
            List<Candidate> candidates,
            List<String> displayed,
            @Nullable HistoryEvent next,
            List<HistoryEvent> labels,
            Outcome outcome,
            Tier tier,
            long backboneVersion,
            long rerankerVersion,
            List<Double> propensities) {
        this(
                sampleId,
                recommendationId,
                revision,
                userId,
                requestTime,
                profile,
                history,
                candidates,
                displayed,
                next,
                labels,
                outcome,
                tier,
                backboneVersion,
                rerankerVersion,
                propensities,
                false,
                List.of(),
                false);
    }

    /** Checks ids, revision and versions, copies the collections. */
    public TrainingSample {
        Rules.id("sample id", sampleId, "a training sample");
        Rules.id("recommendation id", recommendationId, "a training sample");
        Rules.id("user id", userId, "a training sample");
        Rules.notNegative("revision", revision, "a training sample");
        Rules.notNegative("backbone version", backboneVersion, "a training sample");
        Rules.notNegative("reranker version", rerankerVersion, "a training sample");
        profile = Rules.copy(profile);
        history = List.copyOf(history);
        candidates = List.copyOf(candidates);
        displayed = List.copyOf(displayed);
        labels = List.copyOf(labels);
        propensities = Rules.propensities(propensities, displayed.size());
        examined = Rules.ranks(examined, displayed.size());
    }

    /** The same sample, of other events. */
    public TrainingSample withEvents(
            @Nullable HistoryEvent otherNext, List<HistoryEvent> otherLabels) {
        return new TrainingSample(
                sampleId,
                recommendationId,
                revision,
                userId,
                requestTime,
                profile,
                history,
                candidates,
                displayed,
                otherNext,
                otherLabels,
                outcome,
                tier,
                backboneVersion,
                rerankerVersion,
                propensities,
                replayed,
                examined,
                asked);
    }

    /** The same sample with other facts about its candidates. */
    public TrainingSample withCandidates(List<Candidate> others) {
        return with(profile, others);
    }

    /**
     * The same sample, with candidates and profile of an earlier revision if it has no candidates
     * of its own: of a slate past its deadline only the next click is told anew.
     *
     * @param earlier of the same request; null = unknown
     */
    public TrainingSample completedBy(@Nullable TrainingSample earlier) {
        return earlier == null || !candidates.isEmpty()
                ? this
                : with(earlier.profile(), earlier.candidates());
    }

    private TrainingSample with(Map<String, String> newProfile, List<Candidate> newCandidates) {
        return new TrainingSample(
                sampleId,
                recommendationId,
                revision,
                userId,
                requestTime,
                newProfile,
                history,
                newCandidates,
                displayed,
                next,
                labels,
                outcome,
                tier,
                backboneVersion,
                rerankerVersion,
                propensities,
                replayed,
                examined,
                asked);
    }
}
