package io.riffle.gateway.live;

import io.riffle.gateway.stream.SseEvent;
import io.riffle.gateway.stream.Streams;
import io.riffle.gateway.view.Bounded;
import io.riffle.gateway.view.CatalogueView;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Recommendation;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Clicks and slates as they pass: to whoever follows a user all of that user's, to whoever follows
 * everybody so many a second. What is sent to everybody goes out together, ten times a second. Safe
 * for threads.
 */
public final class Passing {

    /** Who follows everybody. */
    public static final String STREAM = "stream";

    /** Who follows everybody and the figures. */
    public static final String LIVE = "live";

    /** Time between two calls of {@link #tick}. */
    public static final int TICK_MS = 100;

    private static final int CLICKS_A_TICK = 5;
    private static final int SHOWN_CLICKS = 1_000;

    private final Streams streams;
    private final PassingJson json;
    private final boolean clicks;
    private final Bounded<String, Boolean> shown = new Bounded<>(SHOWN_CLICKS);
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
    private int clicksOfTick;
    private int slatesOfTick;
    private long clicksShown;

    /**
     * Nothing has passed.
     *
     * @param catalogue knows titles; null = there is none, and clicks do not pass here
     */
    public Passing(Streams streams, @Nullable CatalogueView catalogue) {
        this.streams = streams;
        this.json = new PassingJson(catalogue);
        this.clicks = catalogue != null;
    }

    /** Name under which somebody follows a user. */
    public static String of(String userId) {
        return "user " + userId;
    }

    /** A click passes. */
    public synchronized void click(ClickEvent click, long time) {
        if (heard() && clicksOfTick < CLICKS_A_TICK) {
            clicksOfTick++;
            clicksShown++;
            shown.put(click.eventId(), true);
            batch.writeBytes(SseEvent.of("click", json.click(click, time)));
        }
    }

    /** A slate passes. */
    public void slate(Recommendation slate) {
        String follower = of(slate.userId());
        if (!slate.userId().isEmpty() && streams.heard(follower)) {
            streams.send(follower, event(slate));
        }
        synchronized (this) {
            if (heard() && shown(slate)) {
                batch.writeBytes(event(slate));
            }
        }
    }

    /** The event of a slate. */
    public byte[] event(Recommendation slate) {
        return SseEvent.of("slate", json.slate(slate));
    }

    /** Sends what has gathered. */
    public void tick() {
        byte[] events;
        synchronized (this) {
            clicksOfTick = 0;
            slatesOfTick = 0;
            events = batch.toByteArray();
            batch.reset();
        }
        if (events.length > 0) {
            streams.send(STREAM, events);
            streams.send(LIVE, events);
        }
    }

    /** Clicks that were shown so far. */
    synchronized long clicksShown() {
        return clicksShown;
    }

    /** With clicks, those slates that answer a click that was shown; else the first of a tick. */
    private boolean shown(Recommendation slate) {
        return clicks
                ? shown.remove(slate.triggerEventId()) != null
                : slatesOfTick++ < CLICKS_A_TICK;
    }

    private boolean heard() {
        return streams.heard(STREAM) || streams.heard(LIVE);
    }
}
