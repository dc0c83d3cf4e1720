package io.riffle.job;

import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What a whole job of a test reads, as its topics hold it. */
final class JobRecords {

    static final int CLICKS = 400;
    static final int FORGETS = 20;
    static final int ASKS = 30;

    private JobRecords() {}

    /** Two groups of users, one in each half, so that each half may be read by its own task. */
    static List<RawRecord> clicks() {
        Random random = new Random(3);
        List<RawRecord> records = new ArrayList<>();
        for (int i = 0; i < CLICKS; i++) {
            int inHalf = i % (CLICKS / 2);
            String user = (i < CLICKS / 2 ? "a" : "b") + (inHalf < 6 ? inHalf : random.nextInt(6));
            int kind = inHalf < 6 ? 9 : random.nextInt(20);
            if (kind == 0) {
                records.add(record(i, "{\"user_id\":", "click-events"));
                continue;
            }
            if (kind == 1) {
                records.add(again(records, i));
                continue;
            }
            long time = 1_700_000_000_000L + 60_000L * i - (kind == 2 ? 400_000 : 0);
            // The released savepoint is of the first half, of a release that knew no impressions.
            boolean seen = kind == 5 && i >= CLICKS / 2;
            String item = kind == 3 ? "unknown-" + i : "item-" + (1 + random.nextInt(39));
            records.add(
                    record(
                            i,
                            String.format(
                                    Locale.ROOT,
                                    "{\"event_id\":\"e%d\",\"user_id\":\"%s\",\"item_id\":\"%s\",\"action\":\"%s\",\"event_time\":%d}",
                                    i,
                                    user,
                                    item,
                                    kind == 4 ? "DISLIKE" : seen ? "VIEW" : "CLICK",
                                    time),
                            "click-events"));
        }
        return records;
    }

    /** Requests for strangers, so that no answer changes, and one that nobody can read. */
    static List<RawRecord> forgets() {
        List<RawRecord> requests = new ArrayList<>();
        for (int i = 0; i < FORGETS; i++) {
            String json = "{\"request_id\":\"q" + i + "\",\"user_id\":\"stranger-" + i + "\"}";
            requests.add(record(i, json, "forget-requests"));
        }
        requests.add(FORGETS / 2, record(2_000_000, "{", "forget-requests"));
        return requests;
    }

    /** Guests', so that no answer to a click changes. */
    static List<RawRecord> requests() {
        List<RawRecord> requests = new ArrayList<>();
        for (int i = 0; i < ASKS; i++) {
            String json =
                    "{\"request_id\":\"q"
                            + i
                            + "\",\"request_time\":\"1700000000000\",\"history\":[{\"item_id\":\"item-"
                            + i % 5
                            + "\",\"event_time\":\"1699999999000\"}]}";
            requests.add(record(i, "q" + i, json, "slate-requests"));
        }
        return requests;
    }

    private static RawRecord again(List<RawRecord> records, int i) {
        byte[] last = Objects.requireNonNull(records.get(i - 1).value());
        return record(i, new String(last, StandardCharsets.UTF_8), "click-events");
    }

    static RawRecord record(long offset, String json, String topic) {
        return record(offset, null, json, topic);
    }

    static RawRecord record(long offset, @Nullable String key, String json, String topic) {
        return new RawRecord(
                topic,
                0,
                offset,
                1_800_000_000_000L,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                json.getBytes(StandardCharsets.UTF_8),
                List.of(
                        Map.entry(
                                ContentType.HEADER,
                                "application/json".getBytes(StandardCharsets.UTF_8))));
    }
}
