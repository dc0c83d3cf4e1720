package io.riffle.lab.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.lab.files.HistoryLine;
import io.riffle.model.sources.Past;
import io.riffle.model.sources.SourceBlend;
import io.riffle.training.pretraining.UntrainedBackbone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that blends sources, asked offline. */
class HistoryScorerTest {
    private static final int ITEMS = 80;

    @TempDir private Path folder;

    @Test
    void whatIsFirstDoesNotDependOnHowManyAreAskedFor() throws IOException {
        List<String> few = items(5, false);
        assertThat(few).hasSize(5).isEqualTo(items(30, false).subList(0, 5));
    }

    @Test
    void asManyComeAsAreAskedForWhereThereAreSoMany() throws IOException {
        assertThat(items(70, false)).hasSize(70).doesNotHaveDuplicates();
    }

    @Test
    void whoseSeenItemsAreKeptIsNoStranger() throws IOException {
        List<String> kept = items(30, true);
        // What follows i1 in sessions: nobody else would be shown it first.
        assertThat(kept.get(0)).isEqualTo(items(30, false).get(0)).isEqualTo("i2");
    }

    private List<String> items(int top, boolean keepSeen) throws IOException {
        HistoryLine line = new HistoryLine("u", List.of(new HistoryLine.Event("i1", 1_000)), 1_010);
        try (HistoryScorer scorer = new HistoryScorer(blended(), top, keepSeen)) {
            JsonNode answer = new ObjectMapper().readTree(scorer.score(List.of(line)).get(0));
            List<String> items = new ArrayList<>();
            answer.path("items").forEach(item -> items.add(item.path("item_id").asText()));
            return items;
        }
    }

    private LoadedModel blended() {
        ModelStore store = ModelStore.local(folder);
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= ITEMS; i++) {
            ids.add("i" + i);
        }
        LoadedModel backbone =
                store.get("backbone", UntrainedBackbone.publish(store, ids, 1).version());
        SourceBlend blend = new SourceBlend();
        for (int click = 0; click < 3_000; click++) {
            int row = 1 + click % (ITEMS - 1);
            Past past = new Past(new int[] {row}, new long[] {100}, 1);
            blend.backbone(new int[] {5, 6}, new float[] {.5f, .4f}, .05f);
            blend.ask(past, 110, new int[] {row});
            blend.clicked(row + 1);
            blend.count(past, row + 1, 110);
        }
        return backbone.with(blend.tables(ITEMS + 1));
    }
}
