package io.riffle.training.reranker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.model.psad.DecodingStrategy;
import io.riffle.training.distillation.DistillationTarget;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.metrics.Dcg;
import java.util.ArrayList;
import java.util.List;

/**
 * Weight of the distillation loss: grows over a warm-up, and is 0 while the teacher ranks worse
 * than the student on lists neither has learned from yet.
 *
 * <p><b>Source.</b> Design §4.8, "ramp" and "guard".
 */
public final class DistillationWeight {
    private static final double MEMORY = .9;
    private static final double TOLERANCE = .01;

    /** Steps between two looks at whether the teacher is worth listening to. */
    private static final int EVERY = 8;

    /** Lists looked at. */
    private static final int LISTS = 48;

    private static final int CUT = 5;

    /** One list in so many is kept from learning, but no more than some. */
    private static final int ONE_IN = 20;

    private static final int MOST_APART = 4 * LISTS;

    private final RerankerOptions options;
    private double teacher = -1;
    private double student = -1;
    private long lists;

    DistillationWeight(RerankerOptions options) {
        this.options = options;
    }

    /**
     * Lists that are passed over several times.
     *
     * @param learned in the same order
     * @param apart kept from learning in every pass, spread over all of them
     */
    record Split(List<ListSample> learned, List<ListSample> apart) {}

    /** Keeps some lists apart where the teacher is listened to only while it is better. */
    Split split(List<ListSample> lists) {
        int count = watches() ? Math.min(MOST_APART, lists.size() / ONE_IN) : 0;
        List<ListSample> learned = new ArrayList<>();
        List<ListSample> apart = new ArrayList<>();
        for (int n = 0; n < lists.size(); n++) {
            boolean keeps = (long) (n + 1) * count / lists.size() > (long) n * count / lists.size();
            (keeps ? apart : learned).add(lists.get(n));
        }
        return new Split(learned, apart);
    }

    /** Those of the lists kept apart that are compared at a step, in turn. */
    static List<ListSample> turn(List<ListSample> apart, long step) {
        int parts = Math.max(1, apart.size() / LISTS);
        int from = (int) (step / EVERY % parts) * LISTS;
        return apart.subList(from, Math.min(from + LISTS, apart.size()));
    }

    private boolean watches() {
        return options.teacher()
                && options.guarded()
                && options.target() != DistillationTarget.NONE
                && options.distillation() > 0;
    }

    /**
     * Compares teacher and student on the first of the lists, which neither has learned; at some of
     * the steps only.
     */
    void observe(RerankerInference answers, List<ListSample> unseen, int block, long step) {
        if (!options.teacher() || !options.guarded() || step % EVERY != 0) {
            return;
        }
        List<ListSample> some = unseen.subList(0, Math.min(LISTS, unseen.size()));
        int[][] taught = answers.teach(some, block, new DecodingStrategy.Greedy());
        int[][] scored = answers.slates(some);
        double teachers = 0;
        double students = 0;
        int counted = 0;
        for (int b = 0; b < taught.length; b++) {
            float[] labels = some.get(b).labels();
            double own = Dcg.ndcg(taught[b], labels, CUT);
            if (own >= 0) {
                teachers += own;
                students += Dcg.ndcg(scored[b], labels, CUT);
                counted++;
            }
        }
        if (counted > 0) {
            observe(teachers / counted, students / counted);
        }
    }

    /** Reports NDCG of both on lists before they are learned. */
    void observe(double teacherNdcg, double studentNdcg) {
        teacher = teacher < 0 ? teacherNdcg : MEMORY * teacher + (1 - MEMORY) * teacherNdcg;
        student = student < 0 ? studentNdcg : MEMORY * student + (1 - MEMORY) * studentNdcg;
    }

    /** α for the next lists, which it counts. */
    float weight(int nextLists) {
        if (options.target() == DistillationTarget.NONE || !options.teacher()) {
            return 0;
        }
        double ramp = Math.min(1.0, (double) lists / Math.max(1, options.warmupLists()));
        lists += nextLists;
        boolean behind = options.guarded() && teacher >= 0 && teacher < student * (1 - TOLERANCE);
        return behind ? 0 : (float) (options.distillation() * ramp);
    }

    boolean warm() {
        return lists >= options.warmupLists();
    }

    /** What a checkpoint keeps. */
    ObjectNode state() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("lists", lists)
                .put("teacher", teacher)
                .put("student", student);
    }

    void restore(JsonNode state) {
        lists = state.path("lists").asLong();
        teacher = state.path("teacher").asDouble(-1);
        student = state.path("student").asDouble(-1);
    }
}
