package io.riffle.job.inference;

import io.riffle.schema.Item;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Answer;
import io.riffle.serving.ServingCounts;
import io.riffle.serving.Turn;
import io.riffle.serving.conditions.ItemSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The models in use, as the operator needs them. One implementation delegates to {@link
 * io.riffle.serving.Recommender}; tests have one that is a plain function of the history.
 */
public interface Inference extends AutoCloseable {

    /** One call per round of a bundle: answers per query, in order. */
    List<List<Answer>> recommend(List<Turn> turns);

    /** Sequence at which the model's window must start now; a function of the history alone. */
    long windowStart(UserHistory history);

    /**
     * Whether answering a user's next clicks encodes a whole window, because there are no cached
     * values to go on from; false also when that costs as little.
     *
     * @param history as it was before the clicks
     */
    boolean encodes(String userId, UserHistory history, int clicks);

    /**
     * What the catalogue says of an item: where the models do not know it, it may be proposed from
     * now on all the same.
     */
    void describe(Item item);

    /**
     * Looks items up ahead, so that the first condition that many satisfy does not: before the
     * models serve on any thread, then between bundles.
     *
     * @param listed all that the catalogue lists
     */
    void prepare(ItemSet listed);

    /** Drops what is cached of a user, the id too. */
    void forget(String userId);

    /** The item must not be shown. */
    void withdraw(String itemId);

    /** The item may be shown again. */
    void restore(String itemId);

    /**
     * Only these items may be shown from now on.
     *
     * @param shown asked again of items that the models do not know, where a request names them
     */
    void showOnly(Predicate<String> shown);

    /** Whether the backbone has a row of its own for the item. */
    boolean knows(String itemId);

    long backboneVersion();

    /** Hash of the backbone's architecture and vocabulary: rerankers name the one they need. */
    String backboneFingerprint();

    /** 0 = none. */
    long rerankerVersion();

    /**
     * Takes over from the models that served before: which items may be shown, and the cached
     * values that are still good. Between bundles; the others are then to be closed.
     *
     * @param shown whether an item may be shown; asked about those that the others did not know,
     *     and kept as in {@link #showOnly}
     */
    void adopt(Inference previous, Predicate<String> shown);

    /**
     * The models of these versions, to be made a second time elsewhere: where they are not in
     * memory, those that serve. Null where they cannot be made again.
     *
     * @param rerankerVersion 0 = none
     * @param named items that will be asked for by their ids
     */
    default @Nullable ModelsAgain again(
            long backboneVersion, long rerankerVersion, List<String> named) {
        return null;
    }

    /** Heap bytes of the weights of the models that serve. */
    long heapBytes();

    /** How users were served since these models were made. */
    ServingCounts counts();

    /** Users who have a slot in the value cache. */
    int cachedUsers();

    /** Arrays alive on the device: the same before and after a bundle. */
    int nativeArrays();

    @Override
    void close();
}
