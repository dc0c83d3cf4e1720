package io.riffle.serving;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Vocabulary;
import io.riffle.model.content.Content;
import io.riffle.model.content.ContentMap;
import io.riffle.model.fuxi.Extension;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.fuxi.LayerValues;
import io.riffle.model.sources.SourceBlend;
import io.riffle.model.sources.SourceTables;
import io.riffle.schema.Candidate;
import io.riffle.schema.Item;
import io.riffle.schema.explain.Said;
import io.riffle.serving.items.ItemIndex;
import io.riffle.serving.items.ItemsNow;
import io.riffle.serving.items.Wanted;
import io.riffle.serving.slate.Proposed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first stage: what a backbone proposes to each request.
 *
 * <p><b>Shapes:</b> Q queries · B users of a pass · D model width. <b>State:</b> the backbone's
 * weights and item rows, in an array manager of the caller's.
 */
final class FirstStage {
    private static final int WARM_UPS = 30;

    /** Times as many candidates, where those that there are do not fill a slate. */
    private static final int MORE = 4;

    private final FuxiConfig config;
    private final String fingerprint;
    private final Vocabulary vocabulary;
    private final int baseRows;
    private final NDManager resident;
    private final FuxiBeta model;
    private final ItemIndex index;
    private final UserEncoder generator;
    private final ServingMeter meter;
    private final int most;
    private final WishReading wishes;
    private final Similar similar;
    private final @Nullable Blending blending;
    private final @Nullable ContentMap content;
    private final Map<String, Item> described = new LinkedHashMap<>(); // provisional ones

    FirstStage(
            LoadedModel backbone, ServingOptions options, ServingMeter meter, NDManager resident) {
        this.config = FuxiConfig.of(backbone.config());
        this.fingerprint = backbone.fingerprint();
        this.vocabulary = backbone.vocabulary();
        this.baseRows = backbone.baseRows();
        this.resident = resident;
        this.content = content(backbone);
        int spare = content == null ? 0 : options.provisionalItems();
        this.model = FuxiBeta.withRoom(config, backbone.weights(), spare, resident);
        this.index = new ItemIndex(model, vocabulary, resident);
        this.generator = new UserEncoder(model, options.prefillMaxPerBundle(), meter);
        this.meter = meter;
        this.most = options.candidates();
        this.wishes = new WishReading(index, options);
        this.blending = Blending.of(backbone, index, config.temperature());
        this.similar = new Similar(index, blending, resident);
    }

    FuxiConfig config() {
        return config;
    }

    ItemIndex index() {
        return index;
    }

    private @Nullable ContentMap content(LoadedModel backbone) {
        SourceTables tables = backbone.sources();
        return tables == null
                ? null
                : Blending.read(backbone, () -> ContentMap.of(tables, config.width()));
    }

    /**
     * What each source says of the candidates of the newest request, which was alone in its bundle
     * and asked for no neighbours.
     */
    Map<String, List<Said>> sources(List<Candidate> candidates) {
        Map<String, List<Said>> sources = new HashMap<>();
        for (Candidate candidate : candidates) {
            int row = index.row(candidate.itemId());
            int rank = sources.size() + 1;
            List<Said> alone =
                    List.of(new Said(SourceBlend.BACKBONE, rank, candidate.generatorScore()));
            sources.put(
                    candidate.itemId(),
                    row == 0 ? List.of() : blending == null ? alone : blending.said(row));
        }
        return sources;
    }

    /** The items as they are shown now. */
    ItemsNow items() {
        return index.now(List.copyOf(described.values()));
    }

    /** Shows the items that another index shows, of those that are known here. */
    void show(ItemsNow items) {
        items.described().forEach(this::describe);
        index.showAs(items);
    }

    /**
     * Gives an item that the backbone does not know the row that its content suggests, where the
     * backbone was published with a map; what is known stays as it is.
     */
    void describe(Item item) {
        int row = content == null ? 0 : index.place(item.itemId());
        if (content != null && row > 0 && !item.equals(described.put(item.itemId(), item))) {
            float[] values = content.row(Content.of(item));
            model.setItem(row, values);
            index.set(row, values);
        }
    }

    /**
     * Whether architecture and vocabulary go on from another's: cached values then mean the same.
     */
    boolean goesOnFrom(FirstStage previous) {
        if (!fingerprint.equals(previous.fingerprint)
                || vocabulary.rows() < previous.vocabulary.rows()) {
            return false;
        }
        // The fingerprint is a hash of the snapshot's items: only appended ones are compared.
        int hashed = Math.min(baseRows, previous.baseRows);
        for (int row = hashed; row < previous.vocabulary.rows(); row++) {
            if (!vocabulary.itemId(row).equals(previous.vocabulary.itemId(row))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Candidates of every request; where its window holds no known event, those of the sources that
     * need none, if there are any.
     *
     * @param cache null: every query encodes its window
     */
    List<Proposed> candidates(List<Request> all, @Nullable ValueCache cache) {
        List<Wanted> wanted = new ArrayList<>(all.size());
        List<Request> asked = new ArrayList<>();
        List<Wanted> ofAsked = new ArrayList<>();
        for (Request request : all) {
            Wanted of = wishes.wanted(request);
            wanted.add(of);
            if (asksBackbone(request, of)) {
                asked.add(request);
                ofAsked.add(of);
            }
        }
        List<List<Candidate>> proposed =
                asked.isEmpty() ? List.of() : proposed(asked, ofAsked, cache);
        List<Proposed> candidates = new ArrayList<>(all.size());
        int next = 0;
        for (int i = 0; i < all.size(); i++) {
            Request request = all.get(i);
            Wanted of = wanted.get(i);
            candidates.add(
                    asksBackbone(request, of)
                            ? wishes.completed(request, proposed.get(next++))
                            : others(request, of));
        }
        return candidates;
    }

    private static boolean asksBackbone(Request request, Wanted of) {
        return request.length() > 0
                && request.query().wish().similarTo().isEmpty()
                && !of.nothing();
    }

    private List<List<Candidate>> proposed(
            List<Request> requests, List<Wanted> wanted, @Nullable ValueCache cache) {
        try (NDManager scratch = resident.newSubManager()) {
            NDArray users_QD = generator.vectors(scratch, requests, cache);
            long start = meter.start();
            List<List<Candidate>> proposed = index.propose(users_QD, wanted);
            List<List<Candidate>> candidates = new ArrayList<>(proposed.size());
            for (int i = 0; i < proposed.size(); i++) {
                Request request = requests.get(i);
                List<Candidate> best = blended(request, wanted.get(i), proposed.get(i));
                if (!request.query().wish().arrangement().caps().isEmpty()) {
                    best = filled(users_QD, i, request, wanted.get(i), best);
                }
                candidates.add(best);
            }
            meter.proposed(start);
            return candidates;
        }
    }

    /** Asks for more until a slate is full under its caps, or there is nothing more. */
    private List<Candidate> filled(
            NDArray users_QD, int query, Request request, Wanted wanted, List<Candidate> best) {
        List<Candidate> candidates = best;
        Wanted of = wanted;
        while (!wishes.fill(request, candidates)
                && candidates.size() >= of.most()
                && of.most() < index.rows()) {
            of = of.more((int) Math.min(index.rows(), (long) MORE * of.most()));
            try (NDArray user_1D = users_QD.get(query + ":" + (query + 1))) {
                List<Candidate> more = index.propose(user_1D, List.of(of)).get(0);
                candidates = blended(request, of, more);
            }
        }
        return wishes.thinned(request, candidates);
    }

    private List<Candidate> blended(Request request, Wanted wanted, List<Candidate> proposed) {
        return blending == null
                ? proposed
                : blending.blend(request, wanted, wishes.fills(request), proposed);
    }

    /** Candidates of a request that the backbone does not score. */
    private Proposed others(Request request, Wanted wanted) {
        String similarTo = request.query().wish().similarTo();
        if (!similarTo.isEmpty()) {
            return Proposed.inOrder(similar.to(similarTo, wanted));
        }
        if (request.length() == 0 && blending == null) {
            // Of whom the backbone knows nothing the caller knows more.
            return Proposed.NOTHING;
        }
        return wishes.completed(
                request, wanted.nothing() ? List.of() : blended(request, wanted, List.of()));
    }

    /**
     * Passes of each kind. One is enough for the engine; extending in plain Java is a thousand
     * times slower until the compiler has seen it often.
     */
    void warmUp() {
        int[] rows = new int[Math.min(8, config.maxHistory())];
        long[] seconds = new long[rows.length + 1];
        Extension.Row[] added = new Extension.Row[rows.length];
        Arrays.setAll(added, i -> new Extension.Row(0, i, 0, i < rows.length - 1));
        try (NDManager scratch = resident.newSubManager();
                LayerValues values = new LayerValues(config, 1, scratch)) {
            Extension extension =
                    new Extension(
                            new int[] {1}, new Extension.Row[][] {added}, new long[][] {seconds});
            for (int pass = 0; pass < WARM_UPS; pass++) {
                try (NDManager temporary = scratch.newSubManager()) {
                    model.extend(temporary, extension, values);
                }
            }
            NDArray user_BD = model.encodeLast(scratch, new int[][] {rows}, new long[][] {seconds});
            index.propose(user_BD, new int[][] {{}}, most);
        }
    }
}
