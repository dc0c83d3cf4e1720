package io.riffle.job.models;

import io.riffle.artifact.LoadedModel;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The weights in this process, one copy of each version however many subtasks serve with it: the
 * first to ask reads it, the others wait for that and hold the same arrays, and the last to let go
 * drops it. Nobody writes into them.
 *
 * <p><b>State:</b> what is held, by name. Safe for any thread.
 */
public final class SharedModels {

    private final Map<String, Slot> slots = new HashMap<>();

    /** One version, or its place while it is read. */
    private static final class Slot {
        private final ReentrantLock reading = new ReentrantLock();
        private @Nullable LoadedModel model;
        private int holders;
    }

    /** A hold on one version; to be closed once. */
    public final class Lease implements AutoCloseable {
        private final String name;
        private final LoadedModel model;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(String name, LoadedModel model) {
            this.name = name;
            this.model = model;
        }

        public LoadedModel model() {
            return model;
        }

        /** Another hold on the same. */
        public Lease again() {
            if (closed.get()) {
                throw new IllegalStateException("What was let go of must not be held again.");
            }
            enter(name);
            return new Lease(name, model);
        }

        @Override
        public void close() {
            if (!closed.getAndSet(true)) {
                leave(name);
            }
        }
    }

    /**
     * Holds a version; reads it unless somebody holds it already.
     *
     * @param name of its content: two versions of one name are the same
     * @param read throws what cannot be read; the next who asks tries again
     */
    public Lease hold(String name, Supplier<LoadedModel> read) {
        Slot slot = enter(name);
        boolean held = false;
        try {
            slot.reading.lockInterruptibly();
            try {
                LoadedModel model = slot.model == null ? read.get() : slot.model;
                slot.model = model;
                held = true;
                return new Lease(name, model);
            } finally {
                slot.reading.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(
                    new InterruptedIOException("The wait for another reader was ended."));
        } finally {
            if (!held) {
                leave(name);
            }
        }
    }

    /** Versions that somebody holds or reads. */
    public synchronized int size() {
        return slots.size();
    }

    private synchronized Slot enter(String name) {
        Slot slot = slots.computeIfAbsent(name, any -> new Slot());
        slot.holders++;
        return slot;
    }

    private synchronized void leave(String name) {
        Slot slot = slots.get(name);
        if (slot != null && --slot.holders == 0) {
            slots.remove(name);
        }
    }
}
