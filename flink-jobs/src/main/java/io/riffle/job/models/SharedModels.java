package io.riffle.job.models;

import io.riffle.artifact.LoadedModel;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The weights in this process, one copy of each version however many subtasks serve with it: the
 * first to ask reads it, the others wait for that and hold the same arrays, and the last to let go
 * drops it. Nobody writes into them. Nobody waits for a read that was given up: it may never end.
 *
 * <p><b>State:</b> what is held, by name. Safe for any thread.
 */
public final class SharedModels {

    private final Map<String, Slot> slots = new HashMap<>();

    /** One version, or its place while it is read. */
    private static final class Slot {
        private final String name;
        private @Nullable LoadedModel model;
        private @Nullable Thread reader; // null = nobody reads
        private int holders;

        private Slot(String name) {
            this.name = name;
        }
    }

    /** A hold on one version; to be closed once. */
    public final class Lease implements AutoCloseable {
        private final Slot slot;
        private final LoadedModel model;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(Slot slot, LoadedModel model) {
            this.slot = slot;
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
            enter(slot);
            return new Lease(slot, model);
        }

        @Override
        public void close() {
            if (!closed.getAndSet(true)) {
                leave(slot);
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
        Slot slot;
        try {
            slot = turn(name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(
                    new InterruptedIOException("The wait for another reader was ended."));
        }
        LoadedModel model = slot.model;
        if (model != null) {
            return new Lease(slot, model);
        }
        try {
            model = read.get();
            return new Lease(slot, model);
        } finally {
            end(slot, model);
        }
    }

    /** A thread was given up: what it reads, if it does, is for others to read anew. */
    public synchronized void giveUp(Thread reader) {
        slots.values().removeIf(slot -> slot.reader == reader);
        notifyAll();
    }

    /** Versions that somebody holds or reads. */
    public synchronized int size() {
        return slots.size();
    }

    /** A place held, with the weights in it, or as the one who is to read them. */
    private synchronized Slot turn(String name) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Slot slot = slots.computeIfAbsent(name, Slot::new);
        while (slot.reader != null) {
            wait();
            slot = slots.computeIfAbsent(name, Slot::new);
        }
        if (slot.model == null) {
            slot.reader = Thread.currentThread();
        }
        slot.holders++;
        return slot;
    }

    /** A read has ended; without a model the next who waits reads. */
    private synchronized void end(Slot slot, @Nullable LoadedModel model) {
        slot.model = model;
        slot.reader = null;
        if (model == null) {
            leave(slot);
        }
        notifyAll();
    }

    private synchronized void enter(Slot slot) {
        slot.holders++;
    }

    private synchronized void leave(Slot slot) {
        if (--slot.holders == 0) {
            slots.remove(slot.name, slot);
        }
    }
}
