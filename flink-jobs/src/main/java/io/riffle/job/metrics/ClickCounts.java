package io.riffle.job.metrics;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What became of records of clicks before they were answered. */
public final class ClickCounts {

    private final Counter duplicates;
    private final Counter late;
    private final Counter inserted;
    private final Counter overBudget;
    private final Counter impressions;
    private final Counter robots;
    private final Counter tooOld;

    ClickCounts(MetricGroup group) {
        this.duplicates = group.counter("click.dropped");
        this.late = group.counter("click.late");
        this.inserted = group.counter("click.inserted");
        this.overBudget = group.counter("click.over_budget");
        this.impressions = group.counter("click.impression");
        this.robots = group.counter("click.robot");
        this.tooOld = group.counter("click.too_old");
    }

    /** The event was read before; it has no answer of its own. */
    public void duplicate() {
        duplicates.inc();
    }

    /** Too old for a full history. */
    public void late() {
        late.inc();
    }

    /** Older than the newest of the history. */
    public void inserted() {
        inserted.inc();
    }

    /** Beyond its user's budget: it entered the history and has no answer. */
    public void overBudget() {
        overBudget.inc();
    }

    /** It only says that an item was seen, and has no answer. */
    public void impression() {
        impressions.inc();
    }

    /** Faster than a person's: nothing is learned from it. */
    public void robot() {
        robots.inc();
    }

    /** Too old when it came to be answered: it entered the history and has no answer. */
    public void tooOld() {
        tooOld.inc();
    }

    public long tooOldCount() {
        return tooOld.getCount();
    }

    public long overBudgetCount() {
        return overBudget.getCount();
    }

    public long impressionCount() {
        return impressions.getCount();
    }

    public long robotCount() {
        return robots.getCount();
    }
}
