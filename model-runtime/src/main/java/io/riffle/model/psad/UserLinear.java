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

    /** The same in plain numbers, flat, where nothing is learned. */
    static float[] plain(
            PsadConfig config, PsadWeights weights, String name, PsadEncoder.Encoded lists) {
        float[] bias = weights.plain(name + ".bias");
        float[] numbers_BN = new float[lists.sizes().length * bias.length];
        for (int at = 0; at < numbers_BN.length; at++) {
            numbers_BN[at] = bias[at % bias.length];
        }
        if (config.userInput()) {
            addUsers(weights.plain(name + ".weight"), lists, numbers_BN);
            if (weights.has(name + ".profile")) {
                addProfiles(weights.plain(name + ".profile"), lists, numbers_BN);
            }
        }
        return numbers_BN;
    }

    private static void addUsers(
            float[] weights_NU, PsadEncoder.Encoded lists, float[] numbers_BN) {
        float[] user_BU = lists.user_BU().toFloatArray();
        int width = user_BU.length / lists.sizes().length;
        int numbers = weights_NU.length / width;
        for (int at = 0; at < numbers_BN.length; at++) {
            int user = at / numbers * width;
            int row = at % numbers * width;
            float sum = 0;
            for (int d = 0; d < width; d++) {
                sum += weights_NU[row + d] * user_BU[user + d];
            }
            numbers_BN[at] += sum;
        }
    }

    private static void addProfiles(
            float[] table_VN, PsadEncoder.Encoded lists, float[] numbers_BN) {
        long[] profile_BP = lists.read().profile();
        int users = lists.sizes().length;
        int numbers = numbers_BN.length / users;
        int columns = profile_BP.length / users;
        for (int at = 0; at < numbers_BN.length; at++) {
            int user = at / numbers;
            for (int p = user * columns; p < (user + 1) * columns; p++) {
                numbers_BN[at] += table_VN[(int) profile_BP[p] * numbers + at % numbers];
            }
        }
    }
}
