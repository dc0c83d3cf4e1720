package io.riffle.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A slate that was shown and may still get labels: everything a training sample says about the
 * request, kept in the user's state until the attribution window ends.
 *
 * @param recommendationId of the recommendation that carried it
 * @param queryTime time for which the model was asked, epoch ms
 * @param arrivals events that had arrived from the user at the request: the history as of the
 *     request is the kept events whose arrival is not greater
 * @param candidates first-stage order; none {@linkplain #pastDeadline past the deadline}
 * @param displayed item ids as shown, best first
 * @param propensities per rank, given the ranks before; empty when not exploring
 * @param profile of the user as of the request; empty past the deadline
 * @param backboneVersion 0 = no backbone took part
 * @param rerankerVersion 0 = no reranker took part
 * @param shownTime processing time of the answer, epoch ms
 * @param deadline received time of a click after which it is no label any more, epoch ms
 * @param next the user's next valid click, which closed the slate; null while it is the newest
 * @param labels actions on its items so far, in order of arrival
 * @param revision number that the next sample of this slate will carry; 0 before the first
 * @param replayed whether the request may have been answered before, by another slate: see {@link
 *     TrainingSample}
 * @param examined ranks from 1 whose items the user is known to have seen, rising
 * @param asked whether a request was answered: then the user's next click is not told of here, but
 *     with the slate that answered the click before
 */
public record Slate(
        String recommendationId,
        long queryTime,
        long arrivals,
        List<Candidate> candidates,
        List<String> displayed,
        List<Double> propensities,
        Map<String, String> profile,
        long backboneVersion,
        long rerankerVersion,
        Tier tier,
        long shownTime,
        long deadline,
        @Nullable HistoryEvent next,
        List<HistoryEvent> labels,
        int revision,
        boolean replayed,
        List<Integer> examined,
        boolean asked) {

    /** A slate whose request was answered once, and of which nobody knows what was seen. */
    public Slate(
            String recommendationId,
            long queryTime,
            long arrivals,
            List<Candidate> candidates,
            List<String> displayed,
            List<Double> propensities,
            Map<String, String> profile,
            long backboneVersion,
            long rerankerVersion,
            Tier tier,
            long shownTime,
            long deadline,
            @Nullable HistoryEvent next,
            List<HistoryEvent> labels,
            int revision) {
        this(
                recommendationId,
                queryTime,
                arrivals,
                candidates,
                displayed,
                propensities,
                profile,
                backboneVersion,
                rerankerVersion,
                tier,
                shownTime,
                deadline,
                next,
                labels,
                revision,
                false,
                List.of(),
                false);
    }

    /** Checks ids and counters, copies the collections. */
    public Slate {
        Rules.id("recommendation id", recommendationId, "a slate");
        Rules.notNegative("arrivals", arrivals, "a slate");
        Rules.notNegative("backbone version", backboneVersion, "a slate");
        Rules.notNegative("reranker version", rerankerVersion, "a slate");
        Rules.notNegative("revision", revision, "a slate");
        candidates = List.copyOf(candidates);
        displayed = List.copyOf(displayed);
        propensities = Rules.propensities(propensities, displayed.size());
        profile = Rules.copy(profile);
        labels = List.copyOf(labels);
        examined = Rules.ranks(examined, displayed.size());
    }

    /** Whether the user's next click has come. */
    public boolean closed() {
        return next != null;
    }

    /** Whether the item was shown, or proposed and not shown. */
    public boolean contains(String itemId) {
        if (displayed.contains(itemId)) {
            return true;
        }
        for (Candidate candidate : candidates) {
            if (candidate.itemId().equals(itemId)) {
                return true;
            }
        }
        return false;
    }

    /** The slate, of which an item was seen; the same when it was not shown, or seen before. */
    public Slate seen(String itemId) {
        int rank = displayed.indexOf(itemId) + 1;
        if (rank == 0 || examined.contains(rank)) {
            return this;
        }
        List<Integer> more = new ArrayList<>(examined);
        more.add(rank);
        Collections.sort(more);
        return change().examined(more).build();
    }

    /** The slate after the user's next click. */
    public Slate closedBy(HistoryEvent nextClick) {
        return change().next(nextClick).build();
    }

    /** The slate with one more label. */
    public Slate labelled(HistoryEvent label) {
        List<HistoryEvent> more = new ArrayList<>(labels);
        more.add(label);
        return change().labels(more).build();
    }

    /**
     * The slate among those of a user that a guest turned out to be: it takes labels, and no next
     * click.
     *
     * @param userArrivals events of the user
     */
    public Slate movedTo(long userArrivals) {
        return change().arrivals(userArrivals).next(null).asked(true).build();
    }

    /** The slate after {@link #sample} was emitted. */
    public Slate emitted() {
        return change().revision(revision + 1).build();
    }

    /**
     * What is kept of a slate that takes no more labels and waits for the user's next click alone:
     * neither candidates nor profile, which an earlier sample has told of. Four fifths of its bytes
     * are gone.
     */
    public Slate pastDeadline() {
        return change().candidates(List.of()).profile(Map.of()).build();
    }

    /**
     * The sample that this slate is worth now.
     *
     * @param history as of the request, oldest first
     */
    public TrainingSample sample(String userId, List<HistoryEvent> history, Outcome outcome) {
        return new TrainingSample(
                Ids.sampleId(recommendationId, revision),
                recommendationId,
                revision,
                userId,
                queryTime,
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
                replayed,
                examined,
                asked);
    }

    private SlateBuilder change() {
        return new SlateBuilder(this);
    }
}
