package io.riffle.cli.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The script of the {@link FakeGateway}'s stream: one turn is 100 ms of a system that learns. */
final class FakeLive {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TURNS_A_SECOND = 10;
    private static final int SECONDS_A_VERSION = 9;
    private static final int USERS = 30;
    private static final int WINDOW = 5_000;
    private static final double RATE = 200;
    private static final double FULL_FROM = 60;

    private final SplittableRandom dice = new SplittableRandom(7);
    private final FakeWorld world;
    private long turn;

    FakeLive(FakeWorld world) {
        this.world = world;
    }

    /** As if the system had run so long already; clients see numbers and versions of that time. */
    void past(int seconds, long now, OutputStream client) throws IOException {
        for (int second = seconds; second > 0; second--) {
            turn += TURNS_A_SECOND;
            numbers(now - second * 1_000L, client);
        }
    }

    /** What a client is sent at this time, epoch ms. */
    void turn(long now, OutputStream client) throws IOException {
        turn++;
        click(now, client);
        if (turn % TURNS_A_SECOND == 0) {
            numbers(now, client);
        }
        client.flush();
    }

    private void numbers(long now, OutputStream client) throws IOException {
        long second = turn / TURNS_A_SECOND;
        if (second % SECONDS_A_VERSION == 0) {
            version(now, "announced", version(), client);
        } else if (second % SECONDS_A_VERSION == 1 && version() > 0) {
            version(now, "serving", version(), client);
        }
        write(client, "stats", stats(now, second));
    }

    private void click(long now, OutputStream client) throws IOException {
        String user = "u" + (100_000 + 1_317 * dice.nextInt(USERS));
        String item = FakeWorld.id(dice.nextInt(FakeWorld.ITEMS));
        String event = "e" + turn;
        write(
                client,
                "click",
                Map.of(
                        "time", now,
                        "event_id", event,
                        "user_id", user,
                        "item_id", item,
                        "title", world.title(item),
                        "action", "CLICK"));
        world.act(user, item, "CLICK");
        List<String> items = world.slate(user, 10, "");
        Map<String, Object> slate = new LinkedHashMap<>();
        slate.put("time", now + 3);
        slate.put("recommendation_id", "r" + turn);
        slate.put("user_id", user);
        slate.put("trigger_event_id", event);
        slate.put("items", items);
        slate.put("titles", items.stream().map(world::title).toList());
        slate.put("tier", dice.nextInt(20) == 0 ? "POPULAR" : tier());
        slate.put("latency_ms", 2 + dice.nextInt(3));
        slate.put("backbone_version", version());
        slate.put("reranker_version", 0);
        write(client, "slate", slate);
    }

    private Map<String, Object> stats(long now, long second) {
        Map<String, Object> stats = new LinkedHashMap<>();
        stats.put("time", now);
        stats.put("clicks_per_s", RATE + dice.nextInt(9));
        stats.put("answers_per_s", RATE + dice.nextInt(9));
        stats.put("shown_per_s", TURNS_A_SECOND);
        stats.put("latency_ms", Map.of("p50", 2.1, "p99", 8.0 + dice.nextInt(4)));
        stats.put("latency_histogram", histogram());
        stats.put("tiers", Map.of("POPULAR", 60, tier(), 1_940));
        double grown = 1 - Math.exp(-second / 60.0);
        stats.put("hit_at_10", .035 + .23 * grown + dice.nextDouble(.008));
        stats.put("popularity_at_10", .036 + dice.nextDouble(.004));
        stats.put("item_to_item_at_10", .04 + .13 * grown + dice.nextDouble(.006));
        stats.put("clicks_scored", Math.min(WINDOW, (int) (second * RATE * .9)));
        stats.put(
                "hit_at_10_by_tier",
                Map.of(tier(), Map.of("hit_at_10", .035 + .235 * grown, "clicks", 4_800)));
        stats.put("backbone_version", version());
        stats.put("reranker_version", 0);
        stats.put("freshness_ms", 1_000 * (second % SECONDS_A_VERSION) + 1_400);
        return stats;
    }

    private List<Map<String, Object>> histogram() {
        int[] ends = {1, 2, 3, 5, 8, 12, 20, 50, 100, 1_000};
        int[] counts = {120, 820, 610, 260, 110, 50, 22, 7, 1, 0};
        List<Map<String, Object>> buckets = new ArrayList<>();
        for (int i = 0; i < ends.length; i++) {
            buckets.add(Map.of("le", ends[i], "count", counts[i]));
        }
        Map<String, Object> last = new LinkedHashMap<>();
        last.put("le", null);
        last.put("count", 0);
        buckets.add(last);
        return buckets;
    }

    private void version(long now, String state, long version, OutputStream client)
            throws IOException {
        write(
                client,
                "version",
                Map.of("time", now, "model", "backbone", "version", version, "state", state));
    }

    private long version() {
        return turn / TURNS_A_SECOND / SECONDS_A_VERSION;
    }

    private String tier() {
        return turn > FULL_FROM * TURNS_A_SECOND ? "FULL" : "GENERATOR_ONLY";
    }

    static void write(OutputStream client, String name, Map<String, Object> data)
            throws IOException {
        String text = "event: " + name + "\ndata: " + JSON.writeValueAsString(data) + "\n\n";
        client.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
