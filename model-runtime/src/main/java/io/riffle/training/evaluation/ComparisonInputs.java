package io.riffle.training.evaluation;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.PublishedRows;
import io.riffle.artifact.Tensor;
import io.riffle.model.candidates.ItemRows;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.model.psad.PsadConfig;
import io.riffle.training.lists.ListSample;
import io.riffle.training.lists.ListVocabulary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every model of a {@link RerankerComparison} reads.
 *
 * @param config of the whole student
 * @param items known before the test lists
 * @param backboneRows (items, row width); empty when items have rows of their own, or none
 */
record ComparisonInputs(PsadConfig config, ItemTable items, float[] backboneRows) {
    private static final int HEADS = 2;

    /**
     * Inputs as the training lists have them.
     *
     * @param categories of items; items may be missing
     * @param backbone whose item rows are read; null: as the settings say
     */
    static ComparisonInputs of(
            List<ListSample> train,
            Map<String, List<String>> categories,
            RerankerComparison.Settings settings,
            @Nullable LoadedModel backbone) {
        ListVocabulary vocabulary = new ListVocabulary(train);
        if (backbone == null) {
            ItemRows kind = settings.itemRowWidth() == 0 ? ItemRows.NONE : ItemRows.OWN;
            RerankColumns columns =
                    columns(vocabulary, kind, settings.itemRowWidth(), categories, settings);
            return new ComparisonInputs(
                    config(columns, settings), vocabulary.table(columns, categories), new float[0]);
        }
        Tensor rows = PublishedRows.table(backbone);
        RerankColumns columns =
                columns(
                        vocabulary,
                        ItemRows.BACKBONE,
                        Math.toIntExact(rows.shape()[1]),
                        categories,
                        settings);
        return new ComparisonInputs(
                config(columns, settings),
                vocabulary.table(columns, categories, backbone.vocabulary().itemIds()),
                rows.data());
    }

    private static RerankColumns columns(
            ListVocabulary vocabulary,
            ItemRows rows,
            int rowWidth,
            Map<String, List<String>> categories,
            RerankerComparison.Settings settings) {
        return vocabulary
                .columns(rows, rowWidth, categories, settings.features(), settings.historyEvents())
                .withTimeOfDay(settings.timeOfDay());
    }

    private static PsadConfig config(RerankColumns columns, RerankerComparison.Settings settings) {
        PsadConfig whole =
                PsadConfig.of(settings.width(), HEADS, settings.layers(), settings.slate(), columns)
                        .asServed();
        return (settings.usePosition() ? whole : whole.withoutPositions())
                .withFirstStage(settings.addsFirstStage())
                // What was shown before what is known where the order of display is.
                .withListContext(settings.usePosition())
                .withBlock(1); // one slot at a time sees all that was shown before
    }
}
