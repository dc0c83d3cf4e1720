package io.riffle.lab.audience;

import io.riffle.lab.JobMetrics;
import io.riffle.lab.clicks.OutgoingClick;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.Ids;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.schema.actions.ActionRules;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What was sent and what became of it. A record is answered by a recommendation, by a dead letter,
 * by being a duplicate, by being beyond its user's budget, or by being an impression; an answer
 * that comes again, as after a restart of the job, counts once, and answers to records of other
 * clients do not count.
 *
 * <p><b>Threads</b>: any.
 */
public final class Tally {

    private static final long LONGEST_LATENCY_MS = 24 * 3_600_000L;

    /** Records without an answer, unless the job's options say otherwise: so many may get one. */
    private static final int MOST_UNLIKELY = 10_000;

    private final LongSupplier duplicates;
    private final LongSupplier overBudget;
    private final LongSupplier impressions;
    private final LongSupplier late;
    private final LongSupplier nanoTime;
    private final Map<Trigger, String> pending = new HashMap<>();
    private final Map<Trigger, String> unlikely = newest(MOST_UNLIKELY);
    private final SeenIds recommendationIds = new SeenIds();
    private final SeenIds deadLetterOffsets = new SeenIds();
    private final Map<Tier, Long> tiers = new EnumMap<>(Tier.class);
    private final Map<DeadLetter.Reason, Long> reasons = new EnumMap<>(DeadLetter.Reason.class);
    private final Histogram latencies = new Histogram(1, LONGEST_LATENCY_MS, 3);
    private final HitRate hitRate = new HitRate();
    private long sent;
    private long recommendations;
    private long deadLetters;
    private long repeats;
    private long firstSentAt;
    private long lastAnswerAt;
    private @Nullable Example example;

    /**
     * Starts from nothing.
     *
     * @param duplicates clicks the job dropped as duplicates so far
     * @param overBudget clicks beyond their users' budgets so far, which have no answer
     * @param impressions records that only said that an item was seen so far, which have no answer
     * @param late events the job met that were too old for their history so far
     */
    public Tally(
            LongSupplier duplicates,
            LongSupplier overBudget,
            LongSupplier impressions,
            LongSupplier late,
            LongSupplier nanoTime) {
        this.duplicates = duplicates;
        this.overBudget = overBudget;
        this.impressions = impressions;
        this.late = late;
        this.nanoTime = nanoTime;
    }

    /** What becomes of clicks that the job counts from now on. */
    public static Tally of(JobMetrics metrics) {
        return new Tally(
                since(metrics, "click.dropped"),
                since(metrics, "click.over_budget"),
                since(metrics, "click.impression"),
                since(metrics, "click.late"),
                System::nanoTime);
    }

    private static <K, V> Map<K, V> newest(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    private static LongSupplier since(JobMetrics metrics, String name) {
        long before = metrics.count(name);
        return () -> metrics.count(name) - before;
    }

    /** A record is about to be sent. */
    public synchronized void sent(OutgoingClick click) {
        if (sent++ == 0) {
            firstSentAt = nanoTime.getAsLong();
            lastAnswerAt = firstSentAt;
        }
        ClickEvent event = click.click();
        if (event != null) {
            // A dislike is answered like a click, but is none: it is not scored.
            boolean scored = event.action() != Action.DISLIKE;
            boolean answered = ActionRules.USUAL.answered(event.action());
            (answered ? pending : unlikely)
                    .put(
                            new Trigger(event.userId(), event.eventId()),
                            scored ? event.itemId() : "");
        }
    }

    /** A recommendation was read. */
    public synchronized void recommended(Recommendation recommendation) {
        if (!recommendationIds.add(Ids.eventHash(recommendation.recommendationId()))) {
            repeats++;
            return;
        }
        Trigger trigger = new Trigger(recommendation.userId(), recommendation.triggerEventId());
        String itemId = pending.remove(trigger);
        if (itemId == null) {
            itemId = unlikely.remove(trigger);
        }
        if (itemId == null) {
            return;
        }
        recommendations++;
        lastAnswerAt = nanoTime.getAsLong();
        tiers.merge(recommendation.tier(), 1L, Long::sum);
        long latency = recommendation.emittedTime() - recommendation.receivedTime();
        latencies.recordValue(Math.max(0, Math.min(LONGEST_LATENCY_MS, latency)));
        if (!itemId.isEmpty()) {
            hitRate.answered(itemId, recommendation);
            example = new Example(itemId, recommendation);
        }
    }

    /** A dead letter was read. */
    public synchronized void rejected(DeadLetter letter) {
        long place = Ids.eventHash(letter.partition() + "/" + letter.offset());
        if (!deadLetterOffsets.add(place)) {
            return;
        }
        deadLetters++;
        lastAnswerAt = nanoTime.getAsLong();
        reasons.merge(letter.reason(), 1L, Long::sum);
    }

    /** Records sent that have no answer yet. */
    public synchronized long unanswered() {
        return sent
                - recommendations
                - deadLetters
                - duplicates.getAsLong()
                - overBudget.getAsLong()
                - impressions.getAsLong();
    }

    /** Records that were answered by a recommendation. */
    public synchronized long answered() {
        return recommendations;
    }

    /** The newest recommendation and the item of the click it answers; null before the first. */
    public synchronized @Nullable Example example() {
        return example;
    }

    /** Everything so far. */
    public synchronized Summary summary() {
        return new Summary(
                sent,
                recommendations,
                deadLetters,
                Map.copyOf(reasons),
                duplicates.getAsLong(),
                overBudget.getAsLong(),
                impressions.getAsLong(),
                late.getAsLong(),
                repeats,
                Map.copyOf(tiers),
                latencies.copy(),
                (lastAnswerAt - firstSentAt) / 1e9,
                hitRate.foresight());
    }

    /** One answer, to be shown. */
    public record Example(String clickedItemId, Recommendation recommendation) {}

    private record Trigger(String userId, String eventId) {}
}
