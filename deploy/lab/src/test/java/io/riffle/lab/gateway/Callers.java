package io.riffle.lab.gateway;

import com.google.gson.JsonObject;
import io.riffle.lab.Waits;
import io.riffle.lab.gateway.Caller.Said;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Front ends that call without a pause, whatever becomes of the job: a click, then a slate. */
final class Callers implements AutoCloseable {

    private static final int USERS = 10;

    /** What one call came to. */
    record Called(boolean click, int status, String tier, JsonObject answer) {
        boolean stale() {
            return tier.equals("STALE");
        }
    }

    private final Caller caller;
    private final List<Thread> threads;
    private final AtomicInteger number = new AtomicInteger();
    private final ConcurrentLinkedQueue<Called> said = new ConcurrentLinkedQueue<>();
    private final Set<String> stored = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    Callers(Caller caller, int threads) {
        this.caller = caller;
        this.threads =
                java.util.stream.IntStream.range(0, threads)
                        .mapToObj(i -> new Thread(this::call, "caller-" + i))
                        .toList();
        this.threads.forEach(Thread::start);
    }

    /** What was said so far. */
    List<Called> said() {
        return List.copyOf(said);
    }

    /** Ids of the clicks that the gateway said the brokers have. */
    Set<String> stored() {
        return Set.copyOf(stored);
    }

    /** Waits for so many more clicks and slates each of which is stale, or each of which is not. */
    void awaitInARow(int count, boolean stale) {
        Waits.until(
                Waits.LONG,
                () -> {
                    List<Called> all = said();
                    List<Called> last = all.subList(Math.max(0, all.size() - count), all.size());
                    return last.size() == count
                            && last.stream().allMatch(one -> one.stale() == stale);
                });
    }

    private void call() {
        while (!ended) {
            int i = number.incrementAndGet();
            String user = "u" + i % USERS;
            Said click =
                    caller.post(
                            "/v1/events?deadline=500ms",
                            "{\"user_id\":\"" + user + "\",\"item_id\":\"i" + i % 37 + "\"}");
            add(true, click);
            if (click.json().has("stored") && click.json().get("stored").getAsBoolean()) {
                stored.add(click.json().get("event_id").getAsString());
            }
            add(false, caller.get("/v1/users/" + user + "/slate?deadline=500ms"));
        }
    }

    private void add(boolean click, Said what) {
        String tier = what.json().has("tier") ? what.json().get("tier").getAsString() : "";
        said.add(new Called(click, what.status(), tier, what.json()));
    }

    /** How many there were of each kind and tier. */
    Map<String, Long> byTier() {
        return said.stream()
                .collect(
                        java.util.stream.Collectors.groupingBy(
                                one -> (one.click() ? "click " : "slate ") + one.tier(),
                                java.util.TreeMap::new,
                                java.util.stream.Collectors.counting()));
    }

    /** Calls no more; every call has been answered. */
    void end() {
        ended = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        end();
    }
}
