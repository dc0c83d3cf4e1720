package io.riffle.gateway.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All clients, by what they listen to. Safe for threads. */
public final class Streams {

    private final ConcurrentHashMap<String, Set<EventStream>> listeners = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder dropped = new LongAdder();
    private final int most;

    /**
     * No clients.
     *
     * @param most at once
     */
    public Streams(int most) {
        this.most = most;
    }

    /**
     * Lets a client listen to what passes from now on.
     *
     * @param to name of what is sent
     * @return false when there are too many
     */
    boolean add(String to, EventStream client) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            return false;
        }
        listeners.compute(to, (name, known) -> with(known, client));
        var unused = client.ended().whenComplete((gone, e) -> remove(to, client));
        return true;
    }

    /**
     * Lets a client listen, and tells it first how things stand. What passes while that is looked
     * up is sent behind it: once too often rather than never.
     *
     * @param first whole events; none where there is nothing to tell
     * @return false when there are too many
     */
    public boolean follow(String to, EventStream client, Supplier<byte[]> first) {
        if (!add(to, client)) {
            return false;
        }
        client.lead(first.get());
        return true;
    }

    /** Sends whole events to all who listen. */
    public void send(String to, byte[] events) {
        for (EventStream client : listeners.getOrDefault(to, Set.of())) {
            if (!client.send(events)) {
                dropped.increment();
            }
        }
    }

    /** Whether anybody listens: what nobody hears need not be written. */
    public boolean heard(String to) {
        return listeners.containsKey(to);
    }

    /** Shows every connection that it is alive, and finds those that are not. */
    public void heartbeat() {
        listeners.keySet().forEach(to -> send(to, SseEvent.HEARTBEAT));
    }

    /** Clients now. */
    public int open() {
        return open.get();
    }

    /** Clients that did not read, or were gone when something was sent. */
    public long dropped() {
        return dropped.sum();
    }

    /** Ends all. */
    public void close() {
        listeners.values().forEach(clients -> clients.forEach(EventStream::drop));
    }

    private void remove(String to, EventStream client) {
        open.decrementAndGet();
        listeners.computeIfPresent(
                to,
                (name, clients) -> {
                    clients.remove(client);
                    return clients.isEmpty() ? null : clients;
                });
    }

    private static Set<EventStream> with(@Nullable Set<EventStream> known, EventStream client) {
        Set<EventStream> clients = known == null ? ConcurrentHashMap.newKeySet() : known;
        clients.add(client);
        return clients;
    }
}
