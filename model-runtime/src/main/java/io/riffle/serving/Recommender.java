package io.riffle.serving;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Vocabulary;
import io.riffle.model.Extension;
import io.riffle.model.FuxiBeta;
import io.riffle.model.FuxiConfig;
import io.riffle.model.LayerValues;
import io.riffle.model.TensorRuntime;
import io.riffle.schema.Candidate;
import io.riffle.schema.UserHistory;
import java.lang.management.ManagementFactory;
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
    private final ServingMeter meter;
    private final SlateOrder order;
    private final SlatePolicy policy;
    private final String fingerprint;
    private final Vocabulary vocabulary;
    private @Nullable ValueCache cache; // null when off
    private int renewals;

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
        this.fingerprint = backbone.fingerprint();
        this.vocabulary = backbone.vocabulary();
        TensorRuntime runtime = TensorRuntime.open(options.device());
        this.resident = runtime.newManager();
        this.model = new FuxiBeta(config, backbone.weights(), resident);
        this.index = new ItemIndex(model, backbone.vocabulary(), resident);
        this.meter = new ServingMeter(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
        this.generator = new Generator(model, options.prefillMaxPerBundle(), meter);
        this.order =
                reranker != null && Reranker.fits(reranker, backbone)
                        ? new Reranker(reranker, backbone, resident)
                        : new GeneratorOrder();
        this.policy = new SlatePolicy(options.slateSize(), options.exploration());
        this.cache = options.cacheBytes() == 0 ? null : newCache(runtime);
        warmUp();
    }

    /**
     * Answers a bundle.
     *
     * @param turns at most one per user; histories are only read
     * @return per turn, one answer per query, in their order
     */
    public List<List<Answer>> recommend(List<Turn> turns) {
        renewals = 0;
        if (cache != null) {
            cache.nextBundle();
        }
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
        long start = meter.start();
        List<Scored> scores = order.score(proposals);
        meter.reranked(start);
        return answers(turns, candidates, scores);
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
        while (events.count(start, end) > config.maxHistory()) {
            start = events.after(start, hop());
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

    /**
     * Takes over from the recommender that served before: withdrawn items, and cached values where
     * the backbone's architecture and vocabulary go on. Cheap; on the serving thread, between
     * bundles. The other one is to be closed and not used again.
     */
    public void adopt(Recommender previous) {
        index.withdrawAsIn(previous.index);
        ValueCache theirs = previous.cache;
        if (theirs == null || cache == null || !goesOnFrom(previous)) {
            return;
        }
        if (theirs.fits(config, options.cacheBytes(), options.maxVersionLag())) {
            cache.close();
            cache = theirs;
            previous.cache = null;
            if (backboneVersion != previous.backboneVersion) {
                cache.swapped();
            }
        }
    }

    /** Whether the user has a slot whose values may be gone on from. */
    public boolean cached(String userId) {
        return cache != null && cache.find(userId) != null;
    }

    /**
     * Whether answering a user's next events will encode a whole window, because it cannot go on
     * from cached values. Of such users a caller may want few in one bundle. False when there is no
     * cache, since nobody is cheaper then; and where a window is so short that it costs little.
     *
     * @param history as it is before the events
     */
    public boolean encodes(String userId, UserHistory history, int events) {
        long start = Math.max(history.windowStart(), history.firstSequence());
        long held = history.endSequence() - start;
        if (cache == null || held + events - 1 <= Plan.FEW) {
            return false;
        }
        ValueCache.Slot slot = cache.find(userId);
        if (slot == null || slot.events == null || slot.windowStart != start) {
            return true;
        }
        // The window is about to hop.
        return held + events > config.maxHistory()
                && slot.events.count(start, slot.events.end()) + events > config.maxHistory();
    }

    /** Drops what is cached of a user. */
    public void forget(String userId) {
        if (cache != null) {
            cache.forget(userId);
        }
    }

    /** How users were served since this recommender was made. */
    public ServingCounts counts() {
        return meter.counts();
    }

    /** Users who have a slot in the value cache. */
    public int cachedUsers() {
        return cache == null ? 0 : cache.users();
    }

    /** Arrays alive on the device: the same before and after a bundle. */
    public int nativeArrays() {
        return resident.getManagedArrays().size() + (cache == null ? 0 : cache.nativeArrays());
    }

    @Override
    public void close() {
        order.close();
        if (cache != null) {
            cache.close();
        }
        resident.close();
    }

    private ValueCache newCache(TensorRuntime runtime) {
        return new ValueCache(
                config, options.cacheBytes(), options.maxVersionLag(), runtime.newManager());
    }

    private boolean goesOnFrom(Recommender previous) {
        if (!fingerprint.equals(previous.fingerprint)
                || vocabulary.rows() < previous.vocabulary.rows()) {
            return false;
        }
        for (int row = 1; row < previous.vocabulary.rows(); row++) {
            if (!vocabulary.itemId(row).equals(previous.vocabulary.itemId(row))) {
                return false;
            }
        }
        return true;
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
        first = Math.min(first, end);
        ValueCache.Slot slot = slot(turn.userId());
        KnownEvents known = slot == null ? null : slot.events;
        if (known == null || !known.continues(turn.history(), first)) {
            return new KnownEvents(turn.history(), index, first, end);
        }
        known.append(turn.history(), index, end);
        return known;
    }

    /** The user's slot; one filled before a swap is renewed, for some users of each bundle. */
    private ValueCache.@Nullable Slot slot(String userId) {
        ValueCache.Slot slot = cache == null ? null : cache.find(userId);
        if (slot != null
                && cache != null
                && cache.lag(slot) > 0
                && renewals < options.prefillMaxPerBundle()) {
            cache.renew(slot);
            renewals++;
        }
        return slot;
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
                NDArray users_QD = generator.vectors(scratch, requests, cache);
                long start = meter.start();
                proposed =
                        index.propose(
                                users_QD, excluded.toArray(new int[0][]), options.candidates());
                meter.proposed(start);
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
            List<Turn> turns, List<List<Candidate>> candidates, List<Scored> scored) {
        List<List<Answer>> answers = new ArrayList<>(turns.size());
        int query = 0;
        int slate = 0;
        for (Turn turn : turns) {
            List<Answer> own = new ArrayList<>(turn.queries().size());
            for (Query asked : turn.queries()) {
                List<Candidate> proposed = candidates.get(query++);
                SlatePolicy.Shown shown =
                        proposed.isEmpty()
                                ? SlatePolicy.NOTHING
                                : policy.show(asked.recommendationId(), scored.get(slate++));
                own.add(
                        new Answer(
                                order.tier(),
                                shown.items(),
                                proposed,
                                backboneVersion,
                                order.version(),
                                shown.policy(),
                                shown.propensities()));
            }
            answers.add(own);
        }
        return answers;
    }

    /** One pass of each kind. */
    private void warmUp() {
        int[] rows = new int[Math.min(8, config.maxHistory())];
        long[] seconds = new long[rows.length + 1];
        Extension.Row open = new Extension.Row(0, 0, 0, false);
        try (NDManager scratch = resident.newSubManager();
                LayerValues values = new LayerValues(config, 1, scratch)) {
            Extension extension =
                    new Extension(
                            new int[] {1}, new Extension.Row[][] {{open}}, new long[][] {seconds});
            model.extend(scratch, extension, values);
            NDArray user_BD = model.encodeLast(scratch, new int[][] {rows}, new long[][] {seconds});
            index.propose(user_BD, new int[][] {{}}, options.candidates());
        }
    }
}
