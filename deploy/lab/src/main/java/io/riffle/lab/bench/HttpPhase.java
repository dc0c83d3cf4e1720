package io.riffle.lab.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.lab.console.JsonLine;
import java.util.Arrays;
import java.util.Locale;

/**
 * What callers of the gateway saw while one kind of call was made.
 *
 * <p><b>Units</b>: milliseconds from when a call was due, so that one that waits for those before
 * it counts its waiting.
 *
 * @param calls that were answered with a slate of the job's
 * @param stale answered by the gateway alone
 * @param failed answered otherwise, or not at all
 */
public record HttpPhase(
        String name, int calls, int stale, int failed, double p50, double p99, double max) {

    /** Of calls that took so long; the array is sorted. */
    static HttpPhase of(String name, double[] millis, int stale, int failed) {
        Arrays.sort(millis);
        return new HttpPhase(
                name,
                millis.length - stale,
                stale,
                failed,
                at(millis, .5),
                at(millis, .99),
                at(millis, 1));
    }

    /** For a person. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%-28s %,7d answered  %,d stale  %,d failed  p50 %.1f ms  p99 %.1f ms  max %.1f ms",
                name,
                calls,
                stale,
                failed,
                p50,
                p99,
                max);
    }

    /** For a program. */
    public ObjectNode toJson() {
        return JsonLine.object()
                .put("name", name)
                .put("calls", calls)
                .put("stale", stale)
                .put("failed", failed)
                .put("p50_ms", p50)
                .put("p99_ms", p99)
                .put("max_ms", max);
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
