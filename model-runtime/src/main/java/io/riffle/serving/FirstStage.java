package io.riffle.serving;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.artifact.LoadedModel;
import io.riffle.model.content.ContentMap;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.tables.SourceTables;
import io.riffle.schema.Candidate;
import io.riffle.serving.items.ItemIndex;
import io.riffle.serving.items.Lineage;
import io.riffle.serving.items.ProvisionalItems;
import io.riffle.serving.items.RankedRows;
import io.riffle.serving.items.Wanted;
import io.riffle.serving.passes.WarmUp;
import io.riffle.serving.slate.Proposed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The first stage: what a backbone proposes to each request.
 *
 * <p><b>Shapes:</b> Q queries · B users of a pass · D model width. <b>State:</b> the backbone's
 * weights and item rows, in an array manager of the caller's.
 */
final class FirstStage {
    private final FuxiConfig config;
    private final Lineage lineage;
    private final NDManager resident;
    private final FuxiBeta model;
    private final ItemIndex index;
    private final UserEncoder generator;
    private final ServingMeter meter;
    private final int most;
    private final WishReading wishes;
    private final CapSearch caps;
    private final Similar similar;
    private final @Nullable Blending blending;
    private final ProvisionalItems provisional;

    FirstStage(
            LoadedModel backbone, ServingOptions options, ServingMeter meter, NDManager resident) {
        this.config = FuxiConfig.of(backbone.config());
        this.lineage = Lineage.of(backbone);
        this.resident = resident;
        ContentMap content = content(backbone);
        int spare = content == null ? 0 : options.provisionalItems();
        this.model = FuxiBeta.withRoom(config, backbone.weights(), spare, resident);
        this.index = new ItemIndex(model, backbone.vocabulary(), resident);
        this.generator = new UserEncoder(model, options.prefillMaxPerBundle(), meter);
        this.meter = meter;
        this.most = options.candidates();
        this.wishes = new WishReading(index, options);
        this.caps = new CapSearch(index, wishes, options.candidates());
        this.blending = Blending.of(backbone, index, config.temperature());
        this.provisional = new ProvisionalItems(index, model, content);
        this.similar = new Similar(index, blending, resident);
    }

    FuxiConfig config() {
        return config;
    }

    ItemIndex index() {
        return index;
    }

    /** The items as they are shown now, and those that the backbone does not know. */
    ProvisionalItems items() {
        return provisional;
    }

    /** What its cached values depend on. */
    Lineage lineage() {
        return lineage;
    }

    /** What each source says of the candidates of the newest request. */
    CandidateOrigins origins() {
        return new CandidateOrigins(index, blending);
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
            List<RankedRows> proposed = index.ranked(users_QD, wanted);
            List<List<Candidate>> candidates = new ArrayList<>(proposed.size());
            for (int i = 0; i < proposed.size(); i++) {
                Request request = requests.get(i);
                int query = i;
                candidates.add(
                        caps.filled(
                                request,
                                wanted.get(i),
                                blended(request, wanted.get(i), proposed.get(i)),
                                of -> blended(request, of, again(users_QD, query, of))));
            }
            meter.proposed(start);
            return candidates;
        }
    }

    /** What the backbone proposes to one query of a bundle, where something else is wanted. */
    private RankedRows again(NDArray users_QD, int query, Wanted of) {
        try (NDArray user_1D = users_QD.get(query + ":" + (query + 1))) {
            return index.ranked(user_1D, List.of(of)).get(0);
        }
    }

    private List<Candidate> blended(Request request, Wanted wanted, RankedRows proposed) {
        return blending == null
                ? index.candidates(proposed)
                : blending.blend(request, wanted, wishes.fills(request), proposed);
    }

    /** Candidates of a request that the backbone does not score. */
    private Proposed others(Request request, Wanted wanted) {
        String similarTo = request.query().wish().similarTo();
        if (!similarTo.isEmpty()) {
            return Proposed.inOrder(searched(request, wanted, of -> similar.to(similarTo, of)));
        }
        if (request.length() == 0 && blending == null) {
            // Of whom the backbone knows nothing the caller knows more.
            return Proposed.NOTHING;
        }
        return wishes.completed(
                request,
                wanted.nothing()
                        ? List.of()
                        : searched(request, wanted, of -> blended(request, of, RankedRows.NONE)));
    }

    private List<Candidate> searched(
            Request request, Wanted wanted, Function<Wanted, List<Candidate>> search) {
        return caps.filled(request, wanted, search.apply(wanted), search);
    }

    private @Nullable ContentMap content(LoadedModel backbone) {
        SourceTables tables = backbone.sources();
        return tables == null
                ? null
                : Blending.read(backbone, () -> ContentMap.of(tables, config.width()));
    }

    /** Runs each kind of pass once or more, so that the first bundle does not pay for it. */
    void warmUp() {
        try (NDManager scratch = resident.newSubManager()) {
            NDArray user_1D = WarmUp.run(model, scratch);
            index.propose(user_1D, new int[][] {{}}, most);
        }
    }
}
