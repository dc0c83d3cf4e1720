package io.riffle.model.psad;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Fills slates on a teacher's logits: block by block, or by masked prediction.
 *
 * <p><b>Shapes.</b> B lists, S slots, K candidates. <b>Source.</b> PSAD, arXiv 2603.07107; masked
 * prediction as in conditional masked language models.
 */
public final class SlateDecoder {
    private final PsadTeacher teacher;

    public SlateDecoder(PsadTeacher teacher) {
        this.teacher = teacher;
    }

    /**
     * Fills the slates of all lists, block by block.
     *
     * @return per list the candidate of each slot; shorter lists give shorter slates
     */
    public int[][] rollOut(
            PsadTeacher.Memory memory,
            int block,
            DecodingStrategy readOut,
            RandomGenerator random) {
        int candidates = Math.toIntExact(memory.z_BKD().getShape().get(1));
        int slots = teacher.slots(candidates);
        SlateDraft draft =
                SlateDraft.empty(memory, teacher.terms(memory), slots, readOut.readsItems());
        for (int from = 0; from < slots; from += block) {
            int to = Math.min(from + block, slots);
            try (NDManager scratch = memory.z_BKD().getManager().newSubManager()) {
                NDArray logits_BSK = teacher.blockLogits(memory, draft.order(), to, block, 0);
                logits_BSK.attach(scratch);
                draft.logits(logits_BSK.toFloatArray(), to);
            }
            for (int list = 0; list < draft.lists(); list++) {
                readOut.fill(draft, list, from, to, random);
            }
        }
        return draft.slates();
    }

    /**
     * Fills the slates of all lists in rounds: fill every slot, take the least certain ones back,
     * fill them again in sight of the others.
     */
    public int[][] maskPredict(PsadTeacher.Memory memory, int rounds) {
        int candidates = Math.toIntExact(memory.z_BKD().getShape().get(1));
        int slots = teacher.slots(candidates);
        SlateDraft draft = SlateDraft.empty(memory, null, slots, false);
        DecodingStrategy surestFirst = new DecodingStrategy.ConfidenceFirst();
        RandomGenerator unused = new SplittableRandom(0);
        for (int round = 1; round <= rounds; round++) {
            NDArray logits_BSK = teacher.maskedLogits(memory, draft.order(), slots, 0);
            draft.logits(logits_BSK.toFloatArray(), slots);
            logits_BSK.close();
            for (int list = 0; list < draft.lists(); list++) {
                int own = Math.min(slots, draft.size(list));
                surestFirst.fill(draft, list, 0, own, unused);
                draft.withdraw(list, own * (rounds - round) / rounds);
            }
        }
        return draft.slates();
    }
}
