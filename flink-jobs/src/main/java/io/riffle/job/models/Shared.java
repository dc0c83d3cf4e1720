package io.riffle.job.models;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Something that several hold and that the last of them closes: nothing is freed while another
 * thread still reads it.
 *
 * <p><b>State:</b> the number of holders; whoever makes it is the first. Safe for any thread.
 */
public final class Shared<T extends AutoCloseable> {

    private final T value;
    private final AtomicInteger holders = new AtomicInteger(1);

    public Shared(T value) {
        this.value = value;
    }

    public T value() {
        return value;
    }

    /** Holds it too; only by somebody who knows that another holds it meanwhile. */
    public Shared<T> hold() {
        if (holders.getAndIncrement() < 1) {
            throw new IllegalStateException("What nobody holds is closed.");
        }
        return this;
    }

    /** Lets go of it, once for each hold. */
    public void release() {
        int left = holders.decrementAndGet();
        if (left < 0) {
            throw new IllegalStateException("It was let go of more often than it was held.");
        }
        if (left == 0) {
            try {
                value.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
