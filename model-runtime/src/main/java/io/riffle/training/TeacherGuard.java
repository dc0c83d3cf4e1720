package io.riffle.training;

/**
 * Weight of the distillation loss: grows over a warm-up, and is 0 while the teacher ranks worse
 * than the student on lists neither has learned from yet.
 *
 * <p><b>Source.</b> Design §4.8, "ramp" and "guard".
 */
final class TeacherGuard {
    private static final double MEMORY = .9;
    private static final double TOLERANCE = .01;

    private final RerankerOptions options;
    private double teacher = -1;
    private double student = -1;
    private long lists;

    TeacherGuard(RerankerOptions options) {
        this.options = options;
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
        boolean behind = options.guarded() && teacher < student * (1 - TOLERANCE);
        return behind ? 0 : (float) (options.distillation() * ramp);
    }

    boolean warm() {
        return lists >= options.warmupLists();
    }

    long lists() {
        return lists;
    }

    void restore(long seen) {
        lists = seen;
    }

    /** NDCG of an order on a list's labels, gain 2^y - 1; negative for a list without positives. */
    static double ndcg(int[] order, float[] labels, int cut) {
        double[] gains = new double[labels.length];
        for (int i = 0; i < labels.length; i++) {
            gains[i] = -(Math.pow(2, labels[i]) - 1);
        }
        java.util.Arrays.sort(gains);
        double ideal = 0;
        double found = 0;
        for (int t = 0; t < Math.min(cut, labels.length); t++) {
            double discount = discount(t);
            ideal -= gains[t] * discount;
            if (t < order.length) {
                found += (Math.pow(2, labels[order[t]]) - 1) * discount;
            }
        }
        return ideal <= 0 ? -1 : found / ideal;
    }

    /** 1 / log2(slot + 2), for slots from 0. */
    static double discount(int slot) {
        return Math.log(2) / Math.log(slot + 2.0);
    }
}
