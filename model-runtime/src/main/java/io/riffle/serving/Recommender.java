package io.riffle.serving;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.artifact.LoadedModel;
import io.riffle.model.FuxiBeta;
import io.riffle.model.FuxiConfig;
import io.riffle.model.TensorRuntime;
import io.riffle.schema.Candidate;
import io.riffle.schema.RankedItem;
import io.riffle.schema.UserHistory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The module's face: bundles of turns to slates. Plain Java in and out.
 *
 * <p>An output depends on history, query and model versions alone: not on what shares its bundle,
 * not on what was asked before.
 *
 * <p><b>Errors:</b> {@link io.riffle.artifact.ModelException} when a model is not of the
 * architecture it should be; {@link IllegalArgumentException} on bad options.
 *
 * <p><b>State:</b> weights on the device until {@link #close}. May be made on any thread; then used
 * by one thread at a time.
 */
public final class Recommender implements AutoCloseable {
    private final ServingOptions options;
    private final FuxiConfig config;
    private final long backboneVersion;
    private final NDManager resident;
    private final FuxiBeta model;
    private final ItemIndex index;
    private final Generator generator;
    private final SlateOrder order;

    /**
     * Uploads the models and runs them once, so that the first bundle does not pay for it.
     *
     * @param reranker null, or trained on another backbone: slates keep the generator's order
     */
    public Recommender(
            LoadedModel backbone, @Nullable LoadedModel reranker, ServingOptions options) {
        this.options = options;
        this.config = FuxiConfig.of(backbone.config());
        this.backboneVersion = backbone.version();
        this.resident = TensorRuntime.open(options.device()).newManager();
        this.model = new FuxiBeta(config, backbone.weights(), resident);
        this.index = new ItemIndex(model, backbone.vocabulary(), resident);
        this.generator = new Generator(model, options.prefillMaxPerBundle());
        this.order =
                reranker != null && Reranker.fits(reranker, backbone)
                        ? new Reranker(reranker, backbone, options.slateSize(), resident)
                        : new GeneratorOrder(options.slateSize());
        warmUp();
    }

    /**
     * Answers a bundle.
     *
     * @param turns at most one per user; histories are only read
     * @return per turn, one answer per query, in their order
     */
    public List<List<Answer>> recommend(List<Turn> turns) {
        List<Request> requests = new ArrayList<>();
        for (Turn turn : turns) {
            KnownEvents events = events(turn);
            for (Query query : turn.queries()) {
                requests.add(Request.of(turn, query, events, config.maxHistory()));
            }
        }
        List<List<Candidate>> candidates = candidates(requests);
        List<Proposal> proposals = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            if (!candidates.get(i).isEmpty()) {
                Request request = requests.get(i);
                proposals.add(new Proposal(request.turn(), request.query(), candidates.get(i)));
            }
        }
        return answers(turns, candidates, order.order(proposals));
    }

    /**
     * Where the model's window of a history must start now: where it did, or, once it holds more
     * known events than the model reads, after {@code hop} of them.
     */
    public long windowStart(UserHistory history) {
        long start = Math.max(history.windowStart(), history.firstSequence());
        long end = history.endSequence();
        if (end - start <= config.maxHistory()) {
            return start;
        }
        KnownEvents events = new KnownEvents(history, index, start, end);
        int known = events.count(start, end);
        while (known > config.maxHistory()) {
            int leave = hop();
            while (leave > 0) {
                leave -= events.count(start, start + 1);
                start++;
            }
            known = events.count(start, end);
        }
        return start;
    }

    /** Takes an item out of every later slate. */
    public void withdraw(String itemId) {
        index.withdraw(itemId);
    }

    /** Lets a withdrawn item back in. */
    public void restore(String itemId) {
        index.restore(itemId);
    }

    public long backboneVersion() {
        return backboneVersion;
    }

    /** 0 when no reranker takes part. */
    public long rerankerVersion() {
        return order.version();
    }

    /** Most known events the backbone reads; a history must keep at least as many. */
    public int maxHistory() {
        return config.maxHistory();
    }

    /** Arrays alive on the device: the same before and after a bundle. */
    public int nativeArrays() {
        return resident.getManagedArrays().size();
    }

    @Override
    public void close() {
        order.close();
        resident.close();
    }

    private int hop() {
        return options.hop() > 0
                ? Math.min(options.hop(), config.maxHistory())
                : Math.max(1, config.maxHistory() / 4);
    }

    private KnownEvents events(Turn turn) {
        long first = Long.MAX_VALUE;
        long end = 0;
        for (Query query : turn.queries()) {
            first = Math.min(first, Math.min(query.beginSequence(), query.windowStart()));
            end = Math.max(end, query.endSequence());
        }
        return new KnownEvents(turn.history(), index, Math.min(first, end), end);
    }

    /** Candidates of every request; none where its window holds no known event. */
    private List<List<Candidate>> candidates(List<Request> all) {
        List<Request> requests = new ArrayList<>();
        List<int[]> excluded = new ArrayList<>();
        for (Request request : all) {
            if (request.length() > 0) {
                requests.add(request);
                excluded.add(request.excluded(index));
            }
        }
        List<List<Candidate>> proposed = List.of();
        if (!requests.isEmpty()) {
            try (NDManager scratch = resident.newSubManager()) {
                NDArray users_QD = generator.encode(scratch, requests);
                proposed =
                        index.propose(
                                users_QD, excluded.toArray(new int[0][]), options.candidates());
            }
        }
        List<List<Candidate>> candidates = new ArrayList<>(all.size());
        int next = 0;
        for (Request request : all) {
            candidates.add(request.length() > 0 ? proposed.get(next++) : List.of());
        }
        return candidates;
    }

    private List<List<Answer>> answers(
            List<Turn> turns, List<List<Candidate>> candidates, List<List<RankedItem>> slates) {
        List<List<Answer>> answers = new ArrayList<>(turns.size());
        int query = 0;
        int slate = 0;
        for (Turn turn : turns) {
            List<Answer> own = new ArrayList<>(turn.queries().size());
            for (int i = 0; i < turn.queries().size(); i++) {
                List<Candidate> proposed = candidates.get(query++);
                List<RankedItem> shown = proposed.isEmpty() ? List.of() : slates.get(slate++);
                own.add(
                        new Answer(
                                order.tier(), shown, proposed, backboneVersion, order.version()));
            }
            answers.add(own);
        }
        return answers;
    }

    private void warmUp() {
        try (NDManager scratch = resident.newSubManager()) {
            int[][] rows = {new int[Math.min(8, config.maxHistory())]};
            long[][] seconds = {new long[rows[0].length + 1]};
            NDArray user = model.encode(scratch, rows, seconds).get(0).get("0:1");
            index.propose(user, new int[][] {{}}, options.candidates());
        }
    }
}
