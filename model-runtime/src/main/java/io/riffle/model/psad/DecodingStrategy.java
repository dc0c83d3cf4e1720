package io.riffle.model.psad;

import java.util.random.RandomGenerator;

/** How a block of the teacher's logits becomes items: which slot takes which candidate. */
public sealed interface DecodingStrategy {

    /** Whether the encoded candidates are needed to choose. */
    default boolean readsItems() {
        return false;
    }

    /** Fills the empty slots from {@code from} to {@code to} of one list. */
    void fill(SlateDraft draft, int list, int from, int to, RandomGenerator random);

    /** Slot by slot, each the best candidate that is left. */
    record Greedy() implements DecodingStrategy {
        @Override
        public void fill(SlateDraft draft, int list, int from, int to, RandomGenerator random) {
            for (int slot = from; slot < to; slot++) {
                double[] p = draft.probabilities(list, slot, 1);
                place(draft, list, slot, best(draft, list, p), p);
            }
        }
    }

    /** The most certain slot of the block first. */
    record ConfidenceFirst() implements DecodingStrategy {
        @Override
        public void fill(SlateDraft draft, int list, int from, int to, RandomGenerator random) {
            for (int n = from; n < to; n++) {
                int surest = -1;
                int choice = -1;
                double[] of = new double[0];
                for (int slot = from; slot < to; slot++) {
                    if (draft.filled(list, slot)) {
                        continue;
                    }
                    double[] p = draft.probabilities(list, slot, 1);
                    int best = best(draft, list, p);
                    if (best >= 0 && (surest < 0 || p[best] > of[choice])) {
                        surest = slot;
                        choice = best;
                        of = p;
                    }
                }
                if (surest < 0) {
                    return;
                }
                place(draft, list, surest, choice, of);
            }
        }
    }

    /**
     * Slot by slot, probability against likeness to what is placed: (1 - weight) p - weight · the
     * greatest cosine to a placed candidate.
     *
     * <p><b>Source.</b> Contrastive search, as used for slates by NAR4Rec.
     */
    record Contrastive(double weight) implements DecodingStrategy {
        @Override
        public boolean readsItems() {
            return true;
        }

        @Override
        public void fill(SlateDraft draft, int list, int from, int to, RandomGenerator random) {
            for (int slot = from; slot < to; slot++) {
                double[] p = draft.probabilities(list, slot, 1);
                double[] value = new double[p.length];
                for (int i = 0; i < p.length; i++) {
                    value[i] = (1 - weight) * p[i] - weight * nearest(draft, list, slot, i);
                }
                place(draft, list, slot, best(draft, list, value), p);
            }
        }

        private static double nearest(SlateDraft draft, int list, int slot, int candidate) {
            double nearest = slot == 0 ? 0 : -1;
            for (int before = 0; before < slot; before++) {
                if (draft.filled(list, before)) {
                    nearest =
                            Math.max(
                                    nearest,
                                    draft.similarity(list, draft.placed(list, before), candidate));
                }
            }
            return nearest;
        }
    }

    /** Slot by slot, drawn from the teacher's own distribution at a temperature. */
    record Sampled(double temperature) implements DecodingStrategy {
        @Override
        public void fill(SlateDraft draft, int list, int from, int to, RandomGenerator random) {
            for (int slot = from; slot < to; slot++) {
                double[] p = draft.probabilities(list, slot, temperature);
                double left = random.nextDouble();
                int choice = -1;
                for (int i = 0; i < p.length && left >= 0; i++) {
                    if (draft.available(list, i)) {
                        choice = i;
                        left -= p[i];
                    }
                }
                place(draft, list, slot, choice, p);
            }
        }
    }

    private static void place(SlateDraft draft, int list, int slot, int choice, double[] p) {
        if (choice >= 0) {
            draft.place(list, slot, choice, p[choice]);
        }
    }

    /** The available candidate of the greatest value; earlier first-stage rank wins a tie. */
    private static int best(SlateDraft draft, int list, double[] value) {
        int best = -1;
        for (int i = 0; i < value.length; i++) {
            if (draft.available(list, i) && (best < 0 || value[i] > value[best])) {
                best = i;
            }
        }
        return best;
    }
}
