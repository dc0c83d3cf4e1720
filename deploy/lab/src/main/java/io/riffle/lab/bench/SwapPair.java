package io.riffle.lab.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.lab.audience.Summary;
import io.riffle.lab.console.JsonLine;
import java.util.Locale;

/**
 * Two phases of equal length and rate, one without and one with updates.
 *
 * @param swaps versions taken into use during the one with
 */
public record SwapPair(Summary without, Summary with, long swaps) {

    /** p99 with updates over p99 without. */
    public double ratio() {
        return (double) with.latency(.99) / Math.max(1, without.latency(.99));
    }

    /** For a person. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "p99 %d ms without, %d ms with %d swaps: %.2f   p50 %d, %d ms   %,.0f, %,.0f"
                        + " clicks/s",
                without.latency(.99),
                with.latency(.99),
                swaps,
                ratio(),
                without.latency(.50),
                with.latency(.50),
                without.eventsPerSecond(),
                with.eventsPerSecond());
    }

    /** For a program. */
    public ObjectNode toJson() {
        ObjectNode node = JsonLine.object();
        node.set("without", phase(without));
        node.set("with", phase(with));
        node.put("swaps", swaps);
        node.put("ratio", ratio());
        return node;
    }

    private static ObjectNode phase(Summary summary) {
        ObjectNode node = JsonLine.object();
        node.put("p50_ms", summary.latency(.50));
        node.put("p99_ms", summary.latency(.99));
        node.put("clicks_per_second", summary.eventsPerSecond());
        node.put("balanced", summary.balanced());
        return node;
    }
}
