package io.riffle.model.candidates;

import ai.djl.ndarray.NDArray;

/**
 * {@link RerankArrays} on a device.
 *
 * <p><b>Shapes.</b> B lists, K candidates, C categories of an item, F columns, P profile columns, N
 * history events (newest first), U columns about user and request.
 *
 * @param sizes candidates of each list
 * @param padded whether any list is shorter than K
 * @param categories those of {@code categories_BKC} in plain numbers
 * @param profile those of {@code profile_BP} in plain numbers
 */
public record RerankTensors(
        int lists,
        int candidates,
        int[] sizes,
        boolean padded,
        long[] categories,
        long[] profile,
        NDArray items_BK,
        NDArray categories_BKC,
        NDArray dense_BKF,
        NDArray mask_BK,
        NDArray profile_BP,
        NDArray history_BN,
        NDArray historyCategories_BNC,
        NDArray historyAge_BN1,
        NDArray historyMask_BN1,
        NDArray user_BU) {}
