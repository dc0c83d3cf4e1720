package io.riffle.lab.audience;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.lab.console.JsonLine;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.Tier;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a run of demo or bench did.
 *
 * @param events records sent
 * @param overBudget clicks beyond their users' budgets, which have no answer
 * @param impressions records that only said that an item was seen, which have no answer
 * @param late events too old for their full history; each has its recommendation
 * @param repeats recommendations that came more than once; counted once
 * @param latencies ms from the click's Kafka timestamp to the emission of its recommendation
 * @param seconds from the first record sent to the last answer
 * @param foresight how well clicks were foreseen
 */
public record Summary(
        long events,
        long recommendations,
        long deadLetters,
        Map<DeadLetter.Reason, Long> reasons,
        long duplicates,
        long overBudget,
        long impressions,
        long late,
        long repeats,
        Map<Tier, Long> tiers,
        Histogram latencies,
        double seconds,
        Foresight foresight) {

    /** Whether every record has exactly one answer. */
    public boolean balanced() {
        return events == recommendations + deadLetters + duplicates + overBudget + impressions;
    }

    /** Records answered per second. */
    public double eventsPerSecond() {
        return seconds <= 0 ? 0 : events / seconds;
    }

    /** Latency in ms that the given share of the recommendations stays within. */
    public long latency(double share) {
        return latencies.getValueAtPercentile(100 * share);
    }

    /** Adds the latencies to what {@code --json} prints, in ms. */
    public void putLatency(ObjectNode line) {
        ObjectNode latency = line.putObject("latency_ms");
        latency.put("p50", latency(.50));
        latency.put("p99", latency(.99));
        latency.put("p99_9", latency(.999));
        latency.put("max", latencies.getMaxValue());
    }

    /** The summary as {@code --json} prints it. */
    public ObjectNode toJson() {
        ObjectNode line = JsonLine.object();
        line.put("events", events);
        line.put("recommendations", recommendations);
        ObjectNode dead = line.putObject("dead_letters");
        dead.put("total", deadLetters);
        ObjectNode byReason = dead.putObject("by_reason");
        for (DeadLetter.Reason reason : DeadLetter.Reason.values()) {
            if (reasons.containsKey(reason)) {
                byReason.put(reason.name(), reasons.get(reason));
            }
        }
        line.put("duplicates", duplicates);
        line.put("over_budget", overBudget);
        line.put("impressions", impressions);
        line.put("late", late);
        line.put("repeats", repeats);
        ObjectNode byTier = line.putObject("tiers");
        for (Tier tier : Tier.values()) {
            byTier.put(tier.name(), tiers.getOrDefault(tier, 0L));
        }
        putLatency(line);
        line.put("events_per_second", Math.round(10 * eventsPerSecond()) / 10.0);
        ObjectNode rate = line.putObject("hit_rate");
        rate.put("at_10", foresight.all().hitRate());
        rate.put("popularity_at_10", foresight.popularityHitRate());
        rate.put("scored", foresight.all().clicks());
        line.set("prequential", foresight.toJson());
        return line;
    }
}
