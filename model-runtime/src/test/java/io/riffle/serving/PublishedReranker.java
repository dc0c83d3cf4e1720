package io.riffle.serving;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.store.ModelStore;
import io.riffle.model.candidates.ItemRows;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.ProfileColumn;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.psad.PsadConfig;
import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.RankedItem;
import io.riffle.schema.UserProfile;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.slate.Exploration;
import io.riffle.serving.slate.SlatePolicy;
import io.riffle.serving.testing.TestModels;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.reranker.RerankerTrainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An untrained reranker of five slots beside its backbone, and proposals for it to order. */
final class PublishedReranker implements AutoCloseable {
    static final long NOW = 1_700_000_000_000L;

    private final LoadedModel backbone = TestModels.backbone(40, 8, 1, 3);
    private final LoadedModel model;
    private final NDManager device = TensorRuntime.open("cpu").newManager();

    /** Publishes it into the folder. */
    PublishedReranker(Path folder) {
        ModelStore store = ModelStore.local(folder);
        Manifest written =
                trainer()
                        .publish(
                                store,
                                backbone.fingerprint(),
                                JsonNodeFactory.instance.objectNode());
        model = store.get("reranker", written.version());
    }

    /** Of 39 items, item-1 to item-39. */
    LoadedModel backbone() {
        return backbone;
    }

    /** As it lies in the store. */
    LoadedModel model() {
        return model;
    }

    NDManager device() {
        return device;
    }

    /** The one that serves; the caller closes it. */
    Reranker open() {
        return new Reranker(model, backbone, device);
    }

    @Override
    public void close() {
        device.close();
    }

    /** The best five of each proposal, nothing drawn. */
    static List<List<RankedItem>> slates(Reranker reranker, List<Proposal> proposals) {
        SlatePolicy policy = new SlatePolicy(5, Exploration.NONE);
        return reranker.score(proposals).stream().map(s -> policy.show("r", s).items()).toList();
    }

    /** A user whose newest event is some 1,000 s before the query. */
    static Turn turn(@Nullable UserProfile profile, int events) {
        UserHistory history = UserHistory.empty(50);
        for (int n = 0; n < events; n++) {
            history.add("item-" + (1 + n % 39), NOW - 1_000_000 + n, Action.CLICK, n);
        }
        Query query =
                new Query("r", 0, history.windowStart(), history.endSequence(), NOW, Set.of());
        return new Turn("u", history, profile, List.of(query));
    }

    /** A user, what the first stage proposes, and the length of the history. */
    static Proposal proposal(int user, int candidates, int events) {
        String gender = user % 2 == 0 ? "F" : "M";
        Turn turn = turn(new UserProfile("u" + user, Map.of("gender", gender), NOW), events);
        List<Candidate> proposed = new ArrayList<>();
        for (int i = 0; i < candidates; i++) {
            int item = 1 + (user * 4 + i * 7) % 39;
            proposed.add(new Candidate("item-" + item, 1 - .01f * i, new float[0]));
        }
        return new Proposal(turn, turn.queries().get(0), proposed);
    }

    private RerankerTrainer trainer() {
        RerankColumns columns =
                new RerankColumns(
                        ItemRows.BACKBONE,
                        16,
                        List.of("drama", "comedy"),
                        2,
                        4,
                        List.of(new ProfileColumn("gender", List.of("F", "M"))),
                        4,
                        List.of(),
                        6);
        ItemTable.Builder items = ItemTable.builder(columns);
        for (int row = 1; row < 40; row++) {
            String category = row % 3 == 0 ? "drama" : row % 3 == 1 ? "comedy" : "unheard of";
            items.add("item-" + row, List.of(category), row, row % 2 == 0 ? 1_600_000_000L : 0);
        }
        return new RerankerTrainer(
                PsadConfig.of(16, 2, 1, 5, columns),
                items.build(),
                Objects.requireNonNull(backbone.tensors().get("item_embedding")).data(),
                RerankerOptions.defaults(5));
    }
}
