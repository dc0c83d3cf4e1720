package io.riffle.cli.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the {@link FakeGateway} answers, in the gateway's shapes. */
final class FakeAnswers {

    private final FakeWorld world;
    private final AtomicLong events = new AtomicLong();
    private volatile @Nullable String newestEvent;

    FakeAnswers(FakeWorld world) {
        this.world = world;
    }

    Map<String, Object> items(Map<String, String> query) {
        String ids = query.getOrDefault("ids", "");
        List<String> found =
                ids.isEmpty()
                        ? world.find(
                                query.getOrDefault("query", ""), query.getOrDefault("category", ""))
                        : List.of(ids.split(",", -1));
        int limit = Integer.parseInt(query.getOrDefault("limit", "50"));
        List<Map<String, Object>> categories =
                FakeWorld.categories().stream()
                        .map(name -> Map.<String, Object>of("name", name, "items", 40))
                        .toList();
        return Map.of(
                "items",
                found.stream().limit(limit).map(this::item).toList(),
                "categories",
                categories,
                "matches",
                found.size());
    }

    private volatile List<String> shown = List.of();

    /** Takes a click; a stale answer does not contain it. */
    Map<String, Object> click(JsonNode click, boolean stale) {
        String userId = click.get("user_id").asText();
        List<String> before = world.slate(userId, 10, "");
        world.act(userId, click.get("item_id").asText(), click.path("action").asText("CLICK"));
        Map<String, Object> answer = answer(userId, stale ? before : world.slate(userId, 10, ""));
        String eventId = "f" + events.incrementAndGet();
        newestEvent = eventId;
        answer.put("event_id", eventId);
        answer.put("stored", true);
        if (stale) {
            answer.put("tier", "STALE");
            answer.put("age_ms", 1_200);
        }
        return answer;
    }

    Map<String, Object> slate(JsonNode wish) {
        String userId = wish.get("user_id").asText();
        List<String> items =
                world.slate(userId, wish.path("size").asInt(10), wish.path("where").asText(""));
        Map<String, Object> answer = answer(userId, items);
        if (items.isEmpty()) {
            // As the job says it: nothing took part in what is not there.
            answer.put("tier", "POPULAR");
            answer.put("backbone_version", 0);
            answer.put("reranker_version", 0);
            answer.put("reason", "No item satisfies the condition.");
        }
        return answer;
    }

    /** The answer to the newest click, as a stream has it. */
    Map<String, Object> passing(String userId) {
        Map<String, Object> slate = answer(userId, List.of());
        slate.put("trigger_event_id", newestEvent);
        slate.put("items", world.slate(userId, 10, ""));
        return slate;
    }

    /** Why the newest slate shows what it shows: the backbone, and each item because of another. */
    Map<String, Object> explanation() {
        List<String> ids = shown;
        List<Map<String, Object>> items =
                ids.stream()
                        .map(
                                id ->
                                        Map.<String, Object>of(
                                                "item_id",
                                                id,
                                                "sources",
                                                List.of(Map.of("source", "backbone", "rank", 1)),
                                                "because",
                                                List.of(Map.of("item_id", ids.get(0)))))
                        .toList();
        return Map.of("items", items);
    }

    private Map<String, Object> answer(String userId, List<String> ids) {
        shown = ids;
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("recommendation_id", "r" + events.incrementAndGet());
        answer.put("user_id", userId);
        answer.put("items", ids.stream().map(id -> ranked(id, ids.indexOf(id))).toList());
        answer.put("tier", "FULL");
        answer.put("backbone_version", 26);
        answer.put("reranker_version", 9);
        answer.put("latency_ms", 5.4);
        return answer;
    }

    private Map<String, Object> ranked(String id, int at) {
        return Map.of(
                "item_id", id, "rank", at + 1, "score", 2.0 - at / 10.0, "title", world.title(id));
    }

    private Map<String, Object> item(String id) {
        return Map.of(
                "item_id", id,
                "title", world.title(id),
                "categories", List.of(FakeWorld.category(id)));
    }
}
