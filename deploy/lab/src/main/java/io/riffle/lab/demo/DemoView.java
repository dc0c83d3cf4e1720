package io.riffle.lab.demo;

import io.riffle.lab.audience.Foresight;
import io.riffle.lab.audience.Summary;
import io.riffle.lab.audience.Tally;
import io.riffle.lab.console.Console;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.Item;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a person sees of a running demo: a live line, an answer now and then, the summary. */
public final class DemoView {

    private static final int NAME_LENGTH = 32;
    private static final int SHOWN_ITEMS = 3;
    private static final long EXAMPLE_NANOS = 10_000_000_000L;
    private static final long LINE_NANOS = 500_000_000L;

    private final Console console;
    private final Map<String, String> titles = new HashMap<>();
    private final long start = System.nanoTime();
    private long lastLine = start;
    private long lastExample = start - EXAMPLE_NANOS + 2_000_000_000L;
    private long lastEvents;
    private double rate;

    public DemoView(Console console, List<Item> items) {
        this.console = console;
        for (Item item : items) {
            if (!item.title().isEmpty()) {
                titles.put(item.itemId(), item.title());
            }
        }
    }

    /** Redraws the live line when it is time. */
    public void tick(Tally tally) {
        long now = System.nanoTime();
        if (now - lastExample >= EXAMPLE_NANOS) {
            Tally.Example example = tally.example();
            if (example != null) {
                console.note(describe(example));
                if (!console.terminal()) {
                    console.note(line(tally.summary(), tally.unanswered(), now));
                }
            }
            lastExample = now;
        }
        if (console.terminal() && now - lastLine >= LINE_NANOS) {
            console.live(line(tally.summary(), tally.unanswered(), now));
        }
    }

    private String line(Summary summary, long unanswered, long now) {
        double seconds = Math.max(1e-3, (now - lastLine) / 1e9);
        double current = (summary.events() - lastEvents) / seconds;
        // Smoothed over a few seconds, however often the line is drawn.
        double weight = 1 - Math.exp(-seconds / 3);
        rate = rate == 0 ? current : rate + weight * (current - rate);
        lastLine = now;
        lastEvents = summary.events();
        return String.format(
                Locale.ROOT,
                "%4d s  %,9d clicks  %,6.0f/s  %,5d open  p50 %d ms  p99 %d ms  hit@10 %s"
                        + " (popularity %s)",
                (now - start) / 1_000_000_000L,
                summary.events(),
                rate,
                Math.max(0, unanswered),
                summary.latency(.50),
                summary.latency(.99),
                share(summary.foresight().recent().hitRate()),
                share(summary.foresight().recent().popularityHitRate()));
    }

    private String describe(Tally.Example example) {
        Recommendation recommendation = example.recommendation();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Math.min(SHOWN_ITEMS, recommendation.items().size()); i++) {
            names.add(name(recommendation.items().get(i).itemId()));
        }
        int more = recommendation.items().size() - names.size();
        return String.format(
                Locale.ROOT,
                "  user %s clicked %s%n    → %s%s   %s, %d ms",
                recommendation.userId(),
                name(example.clickedItemId()),
                names.isEmpty() ? "nothing to show yet" : String.join(" · ", names),
                more > 0 ? " · " + more + " more" : "",
                tier(recommendation.tier()),
                recommendation.emittedTime() - recommendation.receivedTime());
    }

    private String name(String itemId) {
        String name = titles.getOrDefault(itemId, itemId);
        return name.length() <= NAME_LENGTH ? name : name.substring(0, NAME_LENGTH - 1) + "…";
    }

    /** The summary in words. */
    public static List<String> describe(Summary summary) {
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

    private static String tier(Tier tier) {
        return tier.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * value);
    }
}
