package io.riffle.lab.demo;

import io.riffle.lab.audience.Foresight;
import io.riffle.lab.audience.Summary;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was counted, as a person reads it. */
final class SummaryWords {

    private SummaryWords() {}

    /** The summary in words. */
    static List<String> of(Summary summary) {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%,d records in %.1f s, %,.0f a second; %s",
                        summary.events(),
                        summary.seconds(),
                        summary.eventsPerSecond(),
                        summary.balanced()
                                ? "each has its one answer:"
                                : "NOT each has its one answer:"));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  recommendations  %,10d   %s",
                        summary.recommendations(),
                        tiers(summary)));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  dead letters     %,10d   %s",
                        summary.deadLetters(),
                        reasons(summary)));
        lines.add(String.format(Locale.ROOT, "  duplicates       %,10d", summary.duplicates()));
        if (summary.overBudget() > 0) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  over budget      %,10d   more of one user than are answered",
                            summary.overBudget()));
        }
        if (summary.impressions() > 0) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  impressions      %,10d   an item was seen: no answer is asked for",
                            summary.impressions()));
        }
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  latency       p50 %d ms · p99 %d ms · p99.9 %d ms   from click in Kafka"
                                + " to slate",
                        summary.latency(.50),
                        summary.latency(.99),
                        summary.latency(.999)));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  hit rate at 10  %s, popularity %s   of %,d clicks: was it on the slate"
                                + " before?",
                        share(summary.foresight().all().hitRate()),
                        share(summary.foresight().popularityHitRate()),
                        summary.foresight().all().clicks()));
        Foresight.Recent recent = summary.foresight().recent();
        if (recent.clicks() < summary.foresight().all().clicks()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "                  %s, popularity %s   of the newest %,d",
                            share(recent.hitRate()),
                            share(recent.popularityHitRate()),
                            recent.clicks()));
        }
        if (summary.late() > 0) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  late             %,10d   too old for a full history",
                            summary.late()));
        }
        return lines;
    }

    private static String tiers(Summary summary) {
        List<String> parts = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            long count = summary.tiers().getOrDefault(tier, 0L);
            if (count > 0) {
                parts.add(String.format(Locale.ROOT, "%s %,d", tier(tier), count));
            }
        }
        return String.join(" · ", parts);
    }

    private static String reasons(Summary summary) {
        List<String> parts = new ArrayList<>();
        for (DeadLetter.Reason reason : DeadLetter.Reason.values()) {
            long count = summary.reasons().getOrDefault(reason, 0L);
            if (count > 0) {
                parts.add(String.format(Locale.ROOT, "%s %,d", reason, count));
            }
        }
        return String.join(" · ", parts);
    }

    static String tier(Tier tier) {
        return tier.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String share(double value) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * value);
    }
}
