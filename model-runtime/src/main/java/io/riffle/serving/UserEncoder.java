package io.riffle.serving;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.model.fuxi.Extension;
import io.riffle.model.fuxi.Extension.Row;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.serving.passes.Passes;
import io.riffle.serving.passes.Vectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Queries to user vectors: extends where the cache holds the window's settled positions, prefills
 * where it does not, encodes where there is no slot. Each group is a few batched passes, of users
 * with like amounts of work.
 *
 * <p><b>Shapes:</b> Q queries · B users of a pass · D model width.
 */
final class UserEncoder {
    private final FuxiBeta model;
    private final Passes passes;
    private final ServingMeter meter;

    UserEncoder(FuxiBeta model, int mostUsers, ServingMeter meter) {
        this.model = model;
        this.passes = new Passes(mostUsers);
        this.meter = meter;
    }

    /**
     * User vectors of a bundle.
     *
     * @param requests each with at least one known event; those of a turn one after the other
     * @param cache null: every query encodes its window
     * @return in their order, [Q, D]
     */
    NDArray vectors(NDManager scratch, List<Request> requests, @Nullable ValueCache cache) {
        Vectors vectors = new Vectors(requests.size());
        List<Plan> uncached = new ArrayList<>();
        for (List<Plan> wave : Plan.waves(requests)) {
            List<Work> prefills = new ArrayList<>();
            List<Work> extensions = new ArrayList<>();
            for (Plan plan : wave) {
                ValueCache.Slot slot =
                        cache == null || !plan.cacheable() ? null : cache.acquire(plan.userId());
                int settled = slot == null ? 0 : plan.valid(slot);
                if (cache != null && plan.hasSettled()) {
                    meter.lookedUp(settled > 0);
                }
                if (slot == null) {
                    uncached.addAll(plan.apart());
                } else {
                    Work work = new Work(plan, slot, settled);
                    (plan.prefers(work.settled) ? prefills : extensions).add(work);
                }
            }
            if (cache != null) {
                prefill(scratch, prefills, cache, vectors, extensions);
                extend(scratch, extensions, cache, vectors);
            }
        }
        encode(scratch, uncached, vectors);
        return vectors.inOrder(scratch);
    }

    /**
     * A plan with its slot.
     *
     * @param settled positions that the slot holds
     * @param queries of the plan that are to be answered by extending, from the first
     */
    private record Work(Plan plan, ValueCache.Slot slot, int settled, int queries) {
        Work(Plan plan, ValueCache.Slot slot, int settled) {
            this(plan, slot, settled, plan.requests().size());
        }

        int rows() {
            return Math.max(0, plan.last().length() - 1 - settled) + queries;
        }
    }

    /** Encodes whole windows into their slots; queries before the last are left to be extended. */
    private void prefill(
            NDManager scratch,
            List<Work> works,
            ValueCache cache,
            Vectors vectors,
            List<Work> extensions) {
        works.sort(Comparator.comparingInt(work -> work.plan.last().length()));
        for (List<Work> pass : passes.full(works, work -> work.plan.last().length())) {
            long start = meter.start();
            int[] slots = pass.stream().mapToInt(work -> work.slot.number).toArray();
            for (Work work : pass) {
                Plan plan = work.plan;
                int earlier = plan.requests().size() - 1;
                vectors.place(plan.places().get(earlier));
                cache.refilled(work.slot);
                plan.settled(work.slot, 0);
                if (earlier > 0) {
                    extensions.add(new Work(plan, work.slot, work.slot.settled, earlier));
                }
            }
            try (NDManager temporary = scratch.newSubManager()) {
                NDArray vectors_BD =
                        model.prefill(
                                temporary,
                                rows(pass, Work::plan),
                                seconds(pass, Work::plan),
                                slots,
                                cache.values());
                vectors_BD.attach(scratch);
                vectors.add(vectors_BD);
            }
            meter.prefilled(pass.size(), start);
        }
    }

    private void extend(NDManager scratch, List<Work> works, ValueCache cache, Vectors vectors) {
        works.sort(Comparator.comparingInt(Work::rows));
        for (List<Work> pass : passes.extending(works, Work::rows)) {
            extendPass(scratch, pass, cache, vectors);
        }
    }

    private void extendPass(NDManager scratch, List<Work> pass, ValueCache cache, Vectors vectors) {
        long start = meter.start();
        int[] slots = new int[pass.size()];
        Row[][] rows = new Row[slots.length][];
        for (int i = 0; i < slots.length; i++) {
            Work work = pass.get(i);
            slots[i] = work.slot.number;
            if (work.settled == 0) {
                cache.refilled(work.slot);
            }
            rows[i] = work.plan.rows(work.settled, work.queries);
            work.plan.places().subList(0, work.queries).forEach(vectors::place);
            work.plan.settled(work.slot, work.settled);
        }
        try (NDManager temporary = scratch.newSubManager()) {
            Extension extension = new Extension(slots, rows, seconds(pass, Work::plan));
            NDArray vectors_QD = model.extend(temporary, extension, cache.values());
            vectors_QD.attach(scratch);
            vectors.add(vectors_QD);
        }
        meter.extended(pass.size(), start);
    }

    private void encode(NDManager scratch, List<Plan> plans, Vectors vectors) {
        plans.sort(Comparator.comparingInt(plan -> plan.last().length()));
        for (List<Plan> pass : passes.full(plans, plan -> plan.last().length())) {
            long start = meter.start();
            pass.forEach(plan -> vectors.place(plan.places().get(0)));
            try (NDManager temporary = scratch.newSubManager()) {
                NDArray vectors_BD =
                        model.encodeLast(
                                temporary, rows(pass, plan -> plan), seconds(pass, plan -> plan));
                vectors_BD.attach(scratch);
                vectors.add(vectors_BD);
            }
            meter.encoded(pass.size(), start);
        }
    }

    private static <T> int[][] rows(List<T> pass, Function<T, Plan> plan) {
        return pass.stream().map(each -> plan.apply(each).last().rows()).toArray(int[][]::new);
    }

    private static <T> long[][] seconds(List<T> pass, Function<T, Plan> plan) {
        return pass.stream().map(each -> plan.apply(each).last().seconds()).toArray(long[][]::new);
    }
}
