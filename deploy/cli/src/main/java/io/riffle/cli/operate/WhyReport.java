package io.riffle.cli.operate;

import io.riffle.schema.explain.ExplainedItem;
import io.riffle.schema.explain.Explanation;
import io.riffle.schema.explain.Explanation.Barred;
import io.riffle.schema.explain.Explanation.Counts;
import io.riffle.schema.explain.Said;
import io.riffle.schema.explain.ServedSlate;
import io.riffle.schema.explain.Without;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An explanation in lines for people. */
final class WhyReport {

    private static final int SOURCES = 4;

    private final Explanation told;
    private final List<String> lines = new ArrayList<>();

    WhyReport(Explanation told) {
        this.told = told;
    }

    List<String> lines() {
        head();
        for (ExplainedItem item : told.items()) {
            item(item);
        }
        keptOut(told.counts());
        for (Barred one : told.barred()) {
            line("  %s would be %d: %s", one.itemId(), one.rank(), one.by());
        }
        told.without().forEach(this::without);
        if (!told.reason().isEmpty()) {
            told.reason().lines().forEach(lines::add);
        }
        return lines;
    }

    private void head() {
        ServedSlate served = told.served();
        if (served != null) {
            line(
                    "%s of user %s, asked for %s: %s, backbone %d, reranker %d%s",
                    told.recommendationId(),
                    told.userId(),
                    Instant.ofEpochMilli(served.queryTime()),
                    served.tier(),
                    served.backboneVersion(),
                    served.rerankerVersion(),
                    served.placement().isEmpty() ? "" : ", placement " + served.placement());
        }
        if (told.backboneVersion() == 0) {
            return;
        }
        line(
                "explained by backbone %d, reranker %d, which %s",
                told.backboneVersion(),
                told.rerankerVersion(),
                told.exact() ? "say the same slate again" : "do not say this slate now");
    }

    private void item(ExplainedItem item) {
        String sources =
                item.sources().stream()
                        .limit(SOURCES)
                        .map(WhyReport::said)
                        .collect(Collectors.joining(" · "));
        line(
                "%3d %s  score %.3f%s  %s%s",
                item.rank(),
                item.itemId(),
                item.score(),
                item.boost() == 0
                        ? ""
                        : String.format(Locale.ROOT, " (boosted by %.2f)", item.boost()),
                sources,
                because(item.itemId()));
    }

    private static String said(Said said) {
        String rank = said.rank() == 0 ? "" : " " + said.rank();
        return String.format(Locale.ROOT, "%s%s (%.3f)", said.source(), rank, said.score());
    }

    private String because(String itemId) {
        List<String> because = new ArrayList<>();
        told.because(itemId).forEach(one -> because.add(one.event().itemId()));
        if (!because.isEmpty()) {
            return "  because of " + String.join(", ", because);
        }
        Without lifts = told.lifts(itemId);
        return lifts == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  %d without %s",
                        lifts.ranks().get(told.again().indexOf(itemId)),
                        lifts.event().itemId());
    }

    private void keptOut(Counts counts) {
        line(
                "kept out: %d of %d known items withdrawn, %d seen, %d disliked, %d excluded%s",
                counts.withdrawn(),
                counts.known(),
                counts.seen(),
                counts.disliked(),
                counts.excluded(),
                counts.satisfying() < 0
                        ? ""
                        : "; " + counts.satisfying() + " satisfy the condition");
    }

    private void without(Without without) {
        List<String> leave = new ArrayList<>(told.again());
        leave.removeAll(without.slate());
        List<String> enter = new ArrayList<>(without.slate());
        enter.removeAll(told.again());
        line(
                "without %s (%s): %s",
                without.event().itemId(),
                without.event().action(),
                leave.isEmpty() && enter.isEmpty()
                        ? "the same items"
                        : String.join(", ", leave) + " → " + String.join(", ", enter));
    }

    private void line(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }
}
