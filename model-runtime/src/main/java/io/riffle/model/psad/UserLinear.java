package io.riffle.model.psad;

import ai.djl.ndarray.NDArray;
import io.riffle.model.engine.Affine;

/**
 * Numbers that are linear in what is known of a user: the user vector, and each profile column's
 * value by itself. The columns go past the user vector, which shares its few directions with all
 * that it explains.
 */
final class UserLinear {
    private UserLinear() {}

    /** Numbers (B, N) of the weights of a name. */
    static NDArray of(
            PsadConfig config, PsadWeights weights, String name, PsadEncoder.Encoded lists) {
        if (!config.userInput()) { // without the profile network they are the same for all
            return weights.get(name + ".bias").expandDims(0).repeat(0, lists.sizes().length);
        }
        NDArray numbers_BN = weights.affine(name).apply(lists.user_BU());
        if (!weights.has(name + ".profile")) {
            return numbers_BN;
        }
        NDArray ofColumns_BPN =
                Affine.rows(lists.read().profile_BP(), weights.get(name + ".profile"));
        return numbers_BN.add(ofColumns_BPN.sum(new int[] {1}));
    }
}
