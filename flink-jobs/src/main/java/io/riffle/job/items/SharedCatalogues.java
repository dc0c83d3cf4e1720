package io.riffle.job.items;

import io.riffle.serving.conditions.CatalogueIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.function.ThrowingConsumer;

/**
 * The catalogues in this process, one copy for all subtasks of a step: the first to ask fills it
 * from state while the others wait, and the last to let go drops it.
 *
 * <p><b>State</b>: what is held, by name. Safe for any thread.
 */
final class SharedCatalogues {

    /** Those of this process. */
    static final SharedCatalogues PROCESS = new SharedCatalogues();

    private final Map<String, Held> held = new HashMap<>();

    private static final class Held {
        private final CatalogueIndex index;
        private boolean filled;
        private int holders;

        private Held(CatalogueIndex index) {
            this.index = index;
        }
    }

    /**
     * Holds a catalogue; to be let go of once.
     *
     * @param name of the step and this run of it: subtasks of one name read the same
     * @param fill lists what was listed before; the next who asks tries again when it fails
     */
    CatalogueIndex hold(
            String name, List<String> filterable, ThrowingConsumer<CatalogueIndex, Exception> fill)
            throws Exception {
        Held there = enter(name, filterable);
        boolean done = false;
        try {
            synchronized (there) {
                if (!there.filled) {
                    fill.accept(there.index);
                    there.filled = true;
                }
            }
            done = true;
            return there.index;
        } finally {
            if (!done) {
                release(name);
            }
        }
    }

    /** Lets go of it. */
    synchronized void release(String name) {
        Held there = held.get(name);
        if (there != null && --there.holders == 0) {
            held.remove(name);
        }
    }

    /** Catalogues that somebody holds. */
    synchronized int size() {
        return held.size();
    }

    private synchronized Held enter(String name, List<String> filterable) {
        Held there = held.computeIfAbsent(name, any -> new Held(new CatalogueIndex(filterable)));
        there.holders++;
        return there;
    }
}
