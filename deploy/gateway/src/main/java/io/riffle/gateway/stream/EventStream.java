package io.riffle.gateway.stream;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/**
 * One client of a stream. What is sent waits in a bounded queue until the connection takes it; a
 * client whose queue is full is dropped.
 *
 * <p><b>State</b>: guarded by this. {@code isReady} is asked before each write, as the servlet's
 * non-blocking output demands; after it said no, the container calls {@link #onWritePossible}.
 */
public final class EventStream implements WriteListener {

    /** Most bytes that wait. */
    private static final int MOST_WAITING = 1 << 20;

    private final ServletOutputStream out;
    private final Runnable abort;
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private int waiting;
    private boolean started;
    private boolean unflushed;

    /**
     * A client that hears from now on.
     *
     * @param out of a response whose head is set and whose request is asynchronous
     * @param abort ends the connection without waiting for the client
     */
    public EventStream(ServletOutputStream out, Runnable abort) {
        this.out = out;
        this.abort = abort;
        queue.add(SseEvent.OPENING);
        waiting = SseEvent.OPENING.length;
    }

    /** Completes when the client is gone. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Sends some whole events ahead of all that were sent before; only before the start. */
    void lead(byte[] events) {
        synchronized (this) {
            byte[] opening = queue.remove();
            queue.addFirst(events);
            queue.addFirst(opening);
            waiting += events.length;
        }
    }

    /** Begins, once; what was sent before goes out first. */
    public void start() {
        out.setWriteListener(this);
    }

    /**
     * Sends some whole events.
     *
     * @return false when the client is gone, or was dropped for it
     */
    public boolean send(byte[] events) {
        synchronized (this) {
            if (ended.isDone()) {
                return false;
            }
            if (waiting + events.length <= MOST_WAITING) {
                queue.add(events);
                waiting += events.length;
                pump();
                return !ended.isDone();
            }
        }
        drop();
        return false;
    }

    /** Ends the connection at once. */
    public void drop() {
        abort.run();
        ended.complete(null);
    }

    @Override
    public void onWritePossible() {
        synchronized (this) {
            started = true;
            pump();
        }
    }

    @Override
    public void onError(Throwable t) {
        ended.complete(null);
    }

    private void pump() {
        try {
            while (started && !ended.isDone() && out.isReady()) {
                byte[] next = queue.poll();
                if (next != null) {
                    waiting -= next.length;
                    out.write(next);
                    unflushed = true;
                } else if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else {
                    return;
                }
            }
        } catch (IOException | IllegalStateException e) {
            ended.complete(null);
        }
    }
}
