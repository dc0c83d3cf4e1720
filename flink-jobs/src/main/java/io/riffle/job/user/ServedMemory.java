package io.riffle.job.user;

import io.riffle.job.state.Served;

/**
 * What one user was shown for the asking, decoded, and what is left of the user's budget of
 * requests.
 *
 * <p><b>State</b>: belongs to {@link ServedSlates}, which reads it when a request comes and writes
 * through what changed.
 */
public final class ServedMemory {

    private Served served = Served.NOTHING;
    private boolean read;
    private boolean changed;

    ServedMemory() {}

    /** All of it, as far as it was read. */
    public Served value() {
        return served;
    }

    /** Remembers a slate that was asked for. */
    public void remember(Served.Shown shown) {
        served = served.and(shown);
        changed = true;
    }

    /**
     * Takes a request from the user's budget; false when nothing is left.
     *
     * @param received when the request was, epoch ms
     */
    public boolean pays(ClickBudget budget, long received) {
        long paid = budget.pay(served.paidUntil(), received);
        if (paid == ClickBudget.OVER) {
            return false;
        }
        changed |= paid != served.paidUntil();
        served = served.withPaidUntil(paid);
        return true;
    }

    /** Whether it was read from state. */
    boolean wasRead() {
        return read;
    }

    void set(Served stored) {
        served = stored;
        read = true;
    }

    /** Whether there is something to write; the caller writes it. */
    boolean takeChanged() {
        boolean written = changed;
        changed = false;
        return written;
    }

    /** About how many bytes of the heap this takes. */
    long bytes() {
        long items = 0;
        for (Served.Shown shown : served.slates()) {
            items += 8 + shown.items();
        }
        return HeapBytes.ID * items;
    }
}
