package io.riffle.lab.audience;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.lab.console.JsonLine;
import io.riffle.schema.Tier;
import java.util.List;

/**
 * How well clicks were foreseen before anything was learned from them: the rank of the clicked item
 * on the slate its user was given before. Shares and means over the scored clicks.
 *
 * @param popularityHitRate of the ten items clicked most so far that the user had not clicked
 * @param recent of the newest clicks only
 * @param versions by tier and model versions of the slate, in order of their first click; the
 *     newest few
 */
public record Foresight(
        Ranks all, double popularityHitRate, Recent recent, List<OfVersions> versions) {

    /**
     * Ranks of clicked items.
     *
     * @param clicks that were scored; a click without an earlier slate is not
     * @param hitRate share of ranks up to 10
     * @param ndcg mean of {@code 1 / log2(1 + rank)}, 0 beyond 10
     * @param mrr mean of {@code 1 / rank}, 0 where it was not on the slate
     */
    public record Ranks(long clicks, double hitRate, double ndcg, double mrr) {}

    /** The newest clicks. */
    public record Recent(long clicks, double hitRate, double popularityHitRate) {}

    /** Slates of one tier, made by one pair of versions; 0 = no such model. */
    public record OfVersions(Tier tier, long backbone, long reranker, Ranks ranks) {}

    ObjectNode toJson() {
        ObjectNode node = JsonLine.object();
        put(node, all);
        node.put("popularity_hr_at_10", popularityHitRate);
        node.putObject("recent")
                .put("clicks", recent.clicks)
                .put("hr_at_10", recent.hitRate)
                .put("popularity_hr_at_10", recent.popularityHitRate);
        ArrayNode list = node.putArray("versions");
        for (OfVersions one : versions) {
            ObjectNode entry = list.addObject();
            entry.put("tier", one.tier.name());
            entry.put("backbone_version", one.backbone);
            entry.put("reranker_version", one.reranker);
            put(entry, one.ranks);
        }
        return node;
    }

    private static void put(ObjectNode node, Ranks ranks) {
        node.put("clicks", ranks.clicks);
        node.put("hr_at_10", ranks.hitRate);
        node.put("ndcg_at_10", ranks.ndcg);
        node.put("mrr", ranks.mrr);
    }
}
