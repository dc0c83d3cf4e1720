package io.riffle.job.testing;

import io.riffle.artifact.ModelException;
import io.riffle.job.inference.Inference;
import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.models.Artifact;
import io.riffle.schema.Item;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Answer;
import io.riffle.serving.ServingCounts;
import io.riffle.serving.Turn;
import io.riffle.serving.conditions.ItemSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A model that answers by {@link FakeRule}, and remembers how it was asked. It knows the items i0
 * to i29 and no others.
 */
public final class FakeModel implements Inference {

    public static final int ITEMS = 30;
    public static final int SLATE = 5;
    public static final int CANDIDATES = 8;

    /** Loads {@code fake:3} as version 3; {@code fake:missing} and {@code fake:broken} fail. */
    public static final InferenceLoader LOADER = FakeModel::load;

    /** Models that were made and not closed yet, as native memory would be held. */
    private static final AtomicInteger OPEN = new AtomicInteger();

    private final long backboneVersion;
    private final long rerankerVersion;
    private final Set<String> withdrawn = new HashSet<>();
    private final List<String> described = new ArrayList<>();
    private final Set<String> cached = new HashSet<>();
    private int mostEncoded;
    private volatile int prepared = -1;
    private int calls;
    private volatile boolean closed;

    FakeModel(long backboneVersion, long rerankerVersion) {
        this.backboneVersion = backboneVersion;
        this.rerankerVersion = rerankerVersion;
        OPEN.incrementAndGet();
    }

    /** Items that were looked up ahead; -1 = never. */
    public int prepared() {
        return prepared;
    }

    @Override
    public void prepare(ItemSet listed) {
        prepared = listed.size();
    }

    /** Models that nobody has closed. */
    public static int open() {
        return OPEN.get();
    }

    public boolean closed() {
        return closed;
    }

    public static Inference load(@Nullable Inference current, Artifact artifact) {
        String name = artifact.uri().substring("fake:".length());
        if (!name.matches("\\d+")) {
            throw new ModelException(
                    "The model (" + artifact.uri() + ") must be an artifact directory.");
        }
        long version = Long.parseLong(name);
        if (artifact.model().equals(ModelUpdate.BACKBONE)) {
            return new FakeModel(version, current == null ? 0 : current.rerankerVersion());
        }
        return new FakeModel(Objects.requireNonNull(current).backboneVersion(), version);
    }

    @Override
    public boolean knows(String itemId) {
        return FakeRule.isKnown(itemId);
    }

    @Override
    public List<List<Answer>> recommend(List<Turn> turns) {
        if (closed) {
            throw new IllegalStateException("A closed model was asked.");
        }
        calls++;
        List<List<Answer>> answers = new ArrayList<>();
        int encoded = 0;
        for (Turn turn : turns) {
            encoded += cached.add(turn.userId()) ? 1 : 0;
            answers.add(answers(turn));
        }
        mostEncoded = Math.max(mostEncoded, encoded);
        return answers;
    }

    private List<Answer> answers(Turn turn) {
        return turn.queries().stream()
                .map(
                        query ->
                                FakeAnswer.of(
                                        turn.history(),
                                        query,
                                        withdrawn,
                                        backboneVersion,
                                        rerankerVersion))
                .toList();
    }

    /** How often it was asked. */
    public int calls() {
        return calls;
    }

    /** Most users of one call whom it had not seen before. */
    public int mostEncoded() {
        return mostEncoded;
    }

    @Override
    public long windowStart(UserHistory history) {
        return FakeRule.windowStart(history);
    }

    /** As if everybody whom it has answered were cached. */
    @Override
    public boolean encodes(String userId, UserHistory history, int clicks) {
        return !cached.contains(userId);
    }

    @Override
    public void describe(Item item) {
        described.add(item.itemId());
    }

    /** Items of which it was told, in order. */
    public List<String> described() {
        return described;
    }

    @Override
    public void forget(String userId) {}

    @Override
    public void withdraw(String itemId) {
        withdrawn.add(itemId);
    }

    @Override
    public void restore(String itemId) {
        withdrawn.remove(itemId);
    }

    @Override
    public void showOnly(Predicate<String> shown) {
        for (int i = 0; i < ITEMS; i++) {
            if (shown.test("i" + i)) {
                withdrawn.remove("i" + i);
            } else {
                withdrawn.add("i" + i);
            }
        }
    }

    @Override
    public long backboneVersion() {
        return backboneVersion;
    }

    @Override
    public String backboneFingerprint() {
        return "tens-" + backboneVersion / 10;
    }

    @Override
    public long rerankerVersion() {
        return rerankerVersion;
    }

    @Override
    public void adopt(Inference previous, Predicate<String> shown) {
        withdrawn.addAll(((FakeModel) previous).withdrawn);
    }

    @Override
    public long heapBytes() {
        return 0;
    }

    @Override
    public ServingCounts counts() {
        return ServingCounts.NONE;
    }

    @Override
    public int cachedUsers() {
        return cached.size();
    }

    @Override
    public int nativeArrays() {
        return closed ? 0 : 1;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            OPEN.decrementAndGet();
        }
    }
}
