package io.riffle.job.metrics;

import io.riffle.job.models.ModelLife;
import io.riffle.job.models.ModelVersion;
import io.riffle.job.models.Stage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.flink.metrics.MetricGroup;

/**
 * How old what serves is, how long the next has been waiting, and how long it has been loading, of
 * one model. Subtasks are compared by {@code model.pending_ms}: it is 0 where all serve the newest.
 *
 * <p><b>Units</b>: ms.
 */
public final class ModelGauges {

    /** The age of what was never announced. */
    private static final long UNKNOWN = -1;

    private final LongSupplier clock;
    private final Supplier<ModelLife> life;
    private final LongSupplier loadingSince;

    /**
     * @param clock epoch ms
     * @param loadingSince when the load that runs began, epoch ms; 0 = none runs
     */
    public ModelGauges(LongSupplier clock, Supplier<ModelLife> life, LongSupplier loadingSince) {
        this.clock = clock;
        this.life = life;
        this.loadingSince = loadingSince;
    }

    /** Registers them. */
    public void in(MetricGroup group) {
        group.gauge("model.age_ms", this::age);
        group.gauge("model.pending_ms", () -> since(life.get().pendingSince()));
        group.gauge("model.loading_ms", this::loading);
        group.gauge("model.missing", this::missing);
    }

    /** Since what serves was announced; -1 when nothing announced serves. */
    private long age() {
        ModelVersion serving = life.get().inUse();
        return serving == null || serving.update() == null
                ? UNKNOWN
                : since(serving.update().createdTime());
    }

    private long loading() {
        boolean loads = life.get().versions().stream().anyMatch(v -> v.stage() == Stage.LOADING);
        return loads ? since(loadingSince.getAsLong()) : 0;
    }

    /** 1 when there should be one, since one is named or was announced, and none serves. */
    private int missing() {
        return life.get().inUse() == null && !life.get().versions().isEmpty() ? 1 : 0;
    }

    private long since(long begin) {
        return begin == 0 ? 0 : Math.max(0, clock.getAsLong() - begin);
    }
}
