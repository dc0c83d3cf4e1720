package io.riffle.serving;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.PublishedRows;
import io.riffle.artifact.Tensor;
import io.riffle.model.candidates.ItemRows;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.RerankArrays;
import io.riffle.model.candidates.RerankRequest;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.psad.PairTerms;
import io.riffle.model.psad.PsadArtifact;
import io.riffle.model.psad.PsadConfig;
import io.riffle.model.psad.PsadEncoder;
import io.riffle.model.psad.PsadStudent;
import io.riffle.model.psad.PsadWeights;
import io.riffle.model.psad.SlateTerms;
import io.riffle.schema.Candidate;
import io.riffle.schema.Tier;
import io.riffle.serving.slate.Scored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Scores candidates with the student: one batched forward per bundle.
 *
 * <p>Items, their categories and their popularity are looked up once, when the model is loaded;
 * what it says is a function of the query and the two model versions. Repeated candidates count
 * once; items the reranker never saw are ordered by what else is known about them.
 *
 * <p><b>Errors:</b> {@link ModelException} when the artifact is no reranker for this backbone.
 *
 * <p><b>State:</b> weights and one vector per item on the device until {@link #close}.
 */
final class Reranker implements SlateOrder {
    private final long version;
    private final PsadConfig config;
    private final ItemTable items;
    private final ProposalReading reading;
    private final NDManager resident;
    private final PsadEncoder encoder;
    private final PsadStudent student;
    private final @Nullable PairTerms pairs;

    /**
     * Uploads the student.
     *
     * @param device manager of the device; this reranker makes a sub-manager of its own
     */
    Reranker(LoadedModel reranker, LoadedModel backbone, NDManager device) {
        this(reranker, backbone, device::newSubManager);
    }

    /** One whose arrays are nobody else's, on a device of the engine. */
    static Reranker alone(LoadedModel reranker, LoadedModel backbone, String device) {
        return new Reranker(reranker, backbone, TensorRuntime.open(device)::newManager);
    }

    private Reranker(LoadedModel reranker, LoadedModel backbone, Supplier<NDManager> own) {
        check(reranker, backbone);
        PsadArtifact artifact = PsadArtifact.of(reranker.config());
        this.version = reranker.version();
        this.config = artifact.config();
        this.items =
                artifact.itemTable(reranker.vocabulary().itemIds(), reranker.weights())
                        .with(backbone.vocabulary().itemIds());
        this.reading = new ProposalReading(config.columns(), items);
        this.resident = own.get();
        try (NDManager loading = resident.newSubManager()) {
            PsadWeights weights =
                    PsadWeights.of(config, artifact.items(), false, reranker.weights(), resident);
            NDArray rows =
                    config.columns().itemRows() == ItemRows.BACKBONE
                            ? PsadWeights.backboneRows(
                                    rows(backbone, items, config.columns().rowWidth()),
                                    config.columns().rowWidth(),
                                    loading)
                            : null;
            this.encoder = new PsadEncoder(config, weights, rows);
            encoder.freeze(items, resident);
            this.student = new PsadStudent(config, weights);
            this.pairs = config.listContext() ? new PairTerms(config, weights) : null;
        } catch (RuntimeException | Error e) {
            resident.close();
            throw e;
        }
    }

    /** Whether a reranker may order the candidates of a backbone. */
    static boolean fits(LoadedModel reranker, LoadedModel backbone) {
        return PsadArtifact.ARCHITECTURE.equals(reranker.config().path("architecture").asText())
                && backbone.fingerprint().equals(reranker.manifest().backboneFingerprint());
    }

    private static void check(LoadedModel reranker, LoadedModel backbone) {
        if (!fits(reranker, backbone)) {
            throw new ModelException(
                    String.format(
                            Locale.ROOT,
                            "The backbone fingerprint (%s) of reranker %d must be that of backbone"
                                + " %d.%nMaybe train a reranker on this backbone; until then slates"
                                + " keep the generator's order.",
                            reranker.manifest().backboneFingerprint(),
                            reranker.version(),
                            backbone.version()));
        }
    }

    @Override
    public Tier tier() {
        return Tier.FULL;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public List<Scored> score(List<Proposal> proposals) {
        List<List<Candidate>> distinct = new ArrayList<>(proposals.size());
        List<RerankRequest> requests = new ArrayList<>(proposals.size());
        for (Proposal proposal : proposals) {
            List<Candidate> candidates = reading.distinct(proposal.candidates());
            distinct.add(candidates);
            requests.add(reading.request(proposal, candidates));
        }
        if (requests.isEmpty()) {
            return List.of();
        }
        float[] scores_BK;
        SlateTerms[] terms;
        try (NDManager scratch = resident.newSubManager()) {
            RerankArrays lists = new RerankArrays(config.columns(), items, requests);
            PsadEncoder.Encoded encoded = encoder.encode(lists.tensors(scratch), 0);
            scores_BK = student.scores(encoded);
            terms = pairs == null ? new SlateTerms[0] : pairs.plain(encoded);
        }
        List<Scored> scored = new ArrayList<>(proposals.size());
        int width = scores_BK.length / proposals.size();
        for (int b = 0; b < proposals.size(); b++) {
            int from = b * width;
            int to = from + distinct.get(b).size();
            scored.add(
                    new Scored(
                            distinct.get(b),
                            Arrays.copyOfRange(scores_BK, from, to),
                            pairs == null ? SlateTerms.NONE : terms[b]));
        }
        return scored;
    }

    /** Arrays alive on the device. */
    int nativeArrays() {
        return resident.getManagedArrays().size();
    }

    @Override
    public void close() {
        resident.close();
    }

    /** The backbone's rows in the order of the reranker's items; zero where it has none. */
    private static float[] rows(LoadedModel backbone, ItemTable items, int width) {
        Tensor table = backbone.tensors().get(FuxiConfig.ITEM_TABLE);
        if ((long) items.size() * width > Integer.MAX_VALUE - 8) {
            throw new ModelException(
                    "The item rows ("
                            + items.size()
                            + " times "
                            + width
                            + ") of the reranker must be fewer than 2^31 values.");
        }
        if (table == null || table.shape()[1] != width) {
            throw new ModelException(
                    String.format(
                            Locale.ROOT,
                            "The row width (%d) of the reranker must be the backbone's.",
                            width));
        }
        return PublishedRows.inOrder(backbone, items);
    }
}
