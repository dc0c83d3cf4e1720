package io.riffle.serving;

import ai.djl.ndarray.NDManager;
import io.riffle.artifact.LoadedModel;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.schema.Item;
import io.riffle.schema.explain.Said;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.conditions.ItemSet;
import io.riffle.serving.items.HoppingWindow;
import io.riffle.serving.items.ItemIndex;
import io.riffle.serving.items.ItemsNow;
import io.riffle.serving.items.KnownEvents;
import io.riffle.serving.slate.Proposed;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
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
    private final long backboneVersion;
    private final ServingOptions options;
    private final int maxHistory;
    private final NDManager resident;
    private final ServingMeter meter;
    private final FirstStage firstStage;
    private final HoppingWindow window;
    private final SecondStage secondStage;
    private final CachedUsers users;

    /**
     * Uploads the models and runs them once, so that the first bundle does not pay for it.
     *
     * @param reranker null, or trained on another backbone: slates keep the generator's order
     */
    public Recommender(
            LoadedModel backbone, @Nullable LoadedModel reranker, ServingOptions options) {
        this(backbone, reranker, options, TensorRuntime.open(options.device())::newManager);
    }

    /** GPUs that recommenders of this process may be put on. */
    public static int gpus() {
        return TensorRuntime.gpus();
    }

    /**
     * As above.
     *
     * @param managers makes root managers of the device; what this recommender took of them is
     *     closed when it cannot be made
     */
    Recommender(
            LoadedModel backbone,
            @Nullable LoadedModel reranker,
            ServingOptions options,
            Supplier<NDManager> managers) {
        this.backboneVersion = backbone.version();
        this.options = options;
        this.meter = new ServingMeter(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
        this.resident = managers.get();
        CachedUsers cached = null;
        try {
            this.firstStage = new FirstStage(backbone, options, meter, resident);
            this.maxHistory = firstStage.config().maxHistory();
            this.window = new HoppingWindow(firstStage.index(), maxHistory, options.hop());
            this.secondStage =
                    new SecondStage(
                            reranker, backbone, options, firstStage.index(), meter, resident);
            cached = new CachedUsers(firstStage.config(), options, managers);
            this.users = cached;
            firstStage.warmUp();
        } catch (RuntimeException | Error e) {
            if (cached != null) {
                cached.close();
            }
            resident.close();
            throw e;
        }
    }

    /**
     * Answers a bundle.
     *
     * @param turns at most one current one per user; histories are only read
     * @return per turn, one answer per query, in their order
     */
    public List<List<Answer>> recommend(List<Turn> turns) {
        users.nextBundle();
        List<Request> requests = new ArrayList<>();
        for (Turn turn : turns) {
            KnownEvents events = users.events(turn, firstStage.index());
            for (Query query : turn.queries()) {
                requests.add(Request.of(turn, query, events, maxHistory));
            }
        }
        List<Proposed> candidates = firstStage.candidates(requests, users.cache());
        return Turn.parts(turns, secondStage.answers(requests, candidates, backboneVersion));
    }

    /**
     * Where the model's window of a history must start now: where it did, or, once it holds more
     * known events than the model reads, after {@code hop} of them.
     */
    public long windowStart(UserHistory history) {
        return window.start(history);
    }

    /**
     * Looks up the rows of items ahead, where the recommender is loaded, so that the first
     * condition that many of them satisfy does not: a million take a second.
     */
    public void prepare(ItemSet items) {
        var unused = firstStage.index().mask(items);
    }

    /**
     * Lets only these items into later slates.
     *
     * @param shown asked now of all that the backbone knows; of any other item whenever a request
     *     names it, so that it must hold what is true then, on the thread that serves
     */
    public void showOnly(Predicate<String> shown) {
        firstStage.index().visibility().showOnly(1, shown);
    }

    /**
     * Tells of an item of the catalogue: one that the backbone does not know gets a provisional row
     * from its content, so that it can be proposed, and clicks on it are read. Where there is no
     * room, or the backbone was published without a map, nothing happens.
     */
    public void describe(Item item) {
        firstStage.items().describe(item);
    }

    /**
     * Which items are shown now, for another recommender: of other threads, it does not change.
     *
     * @param named items that the other one may be asked for, known or not
     * @see #show
     */
    public ItemsNow items(Iterable<String> named) {
        return firstStage.items().now(named);
    }

    /** Shows what another recommender showed, provisional items too. */
    public void show(ItemsNow items) {
        firstStage.items().show(items);
    }

    /**
     * What each source says of the candidates that were answered last, where one query was, and not
     * for neighbours of an item: by item id, the backbone first.
     */
    public Map<String, List<Said>> sources(Answer newest) {
        return firstStage.origins().of(newest.candidates());
    }

    /**
     * Where the model's window of a history began when the history ended at {@code end}, before the
     * events that came since.
     */
    public long windowStart(UserHistory history, long end) {
        return window.before(history, end);
    }

    /** How it serves. */
    public ServingOptions options() {
        return options;
    }

    /** Whether an item has a row, a provisional one included. */
    public boolean knows(String itemId) {
        return firstStage.index().row(itemId) > 0;
    }

    /** Takes an item out of every later slate. */
    public void withdraw(String itemId) {
        firstStage.index().visibility().withdraw(itemId);
    }

    /** Lets a withdrawn item back in. */
    public void restore(String itemId) {
        firstStage.index().visibility().restore(itemId);
    }

    /** Version of the backbone whose candidates are shown. */
    public long backboneVersion() {
        return backboneVersion;
    }

    /** 0 when no reranker takes part. */
    public long rerankerVersion() {
        return secondStage.version();
    }

    /**
     * Takes over from the recommender that served before: which items it did not show, and cached
     * values where the backbone's architecture and vocabulary go on. Cheap; on the serving thread,
     * between bundles. The other one is to be closed and not used again.
     *
     * @param shown whether an item may be shown: asked about the new ones where the vocabulary goes
     *     on, else about all; kept as in {@link #showOnly}
     */
    public void adopt(Recommender previous, Predicate<String> shown) {
        boolean goesOn = firstStage.lineage().goesOnFrom(previous.firstStage.lineage());
        ItemIndex before = previous.firstStage.index();
        firstStage
                .index()
                .visibility()
                .showOnly(goesOn ? firstStage.index().withdrawAsIn(before) : 1, shown);
        if (goesOn && users.fit(previous.users)) {
            users.adopt(previous.users, backboneVersion != previous.backboneVersion);
        }
    }

    /** Whether the user has a slot whose values may be gone on from. */
    public boolean cached(String userId) {
        return users.has(userId);
    }

    /**
     * Whether answering a user's next events will encode a whole window, because it cannot go on
     * from cached values. Of such users a caller may want few in one bundle. False when there is no
     * cache, since nobody is cheaper then; and where a window is so short that it costs little.
     *
     * @param history as it is before the events
     */
    public boolean encodes(String userId, UserHistory history, int events) {
        return users.encodes(userId, history, events, firstStage.index());
    }

    /** Drops what is cached of a user. */
    public void forget(String userId) {
        users.forget(userId);
    }

    /** How users were served since this recommender was made. */
    public ServingCounts counts() {
        return meter.counts();
    }

    /** Users who have a slot in the value cache. */
    public int cachedUsers() {
        return users.count();
    }

    /** Arrays alive on the device: the same before and after a bundle. */
    public int nativeArrays() {
        return resident.getManagedArrays().size() + users.nativeArrays();
    }

    @Override
    public void close() {
        secondStage.close();
        users.close();
        resident.close();
    }
}
