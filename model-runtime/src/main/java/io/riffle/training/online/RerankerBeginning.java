package io.riffle.training.online;

import io.riffle.artifact.LoadedModel;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.model.psad.PsadArtifact;
import io.riffle.schema.TrainingSample;
import io.riffle.training.lists.BackboneColumns;
import io.riffle.training.reranker.OnlineReranker;
import io.riffle.training.reranker.RerankerSettings;
import io.riffle.training.samples.ItemFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a reranker of the stream begins: from a published one that fits, or from nothing. */
final class RerankerBeginning {

    private RerankerBeginning() {}

    /** Whether it was trained on this backbone, and reads nothing that a stream does not have. */
    static boolean fits(LoadedModel reranker, LoadedModel backbone) {
        return backbone.fingerprint().equals(reranker.manifest().backboneFingerprint())
                && PsadArtifact.of(reranker.config()).config().columns().features().isEmpty();
    }

    /**
     * One with fresh weights over the rows of a backbone.
     *
     * @param described categories by item id
     * @param kept samples whose profiles say which columns there are
     */
    static OnlineReranker fresh(
            RerankerSettings settings,
            LoadedModel backbone,
            ItemFacts facts,
            Map<String, List<String>> described,
            Iterable<TrainingSample> kept) {
        List<Map<String, String>> profiles = new ArrayList<>();
        kept.forEach(sample -> profiles.add(sample.profile()));
        RerankColumns columns =
                BackboneColumns.of(
                        backbone.config().path("width").asInt(), described.values(), profiles);
        return OnlineReranker.fresh(
                settings,
                columns,
                facts.table(backbone.vocabulary().itemIds(), described, columns),
                backbone);
    }
}
