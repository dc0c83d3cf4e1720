package io.riffle.job.state;

import io.riffle.schema.Item;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.ask.PlacementRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedInputCodecGoldenTest {

    private final SharedInputCodec codec = new SharedInputCodec();

    @Test
    void releasedAnnouncementsKeepTheirMeaning() {
        ModelUpdate update =
                new ModelUpdate(
                        ModelUpdate.BACKBONE,
                        17,
                        16,
                        "s3://models/backbone/17",
                        "0123456789abcdef".repeat(4),
                        978_300_019_000L,
                        Map.of("hr_at_10", 0.3),
                        0);
        Golden.holds(codec, "shared-input-announced", new SharedInput.Announced(update));
    }

    @Test
    void releasedCatalogueEntriesKeepTheirMeaning() {
        Golden.holds(codec, "shared-input-listed", new SharedInput.Listed("tt1"));
        Item item = new Item("tt1", "", List.of("drama"), 5, Map.of(), List.of(.5f, -2f));
        Golden.holds(codec, "shared-input-item", new SharedInput.Listed(item), 3);
        Golden.holds(codec, "shared-input-withdrawn", new SharedInput.Withdrawn("tt1"));
        Golden.holds(codec, "shared-input-catalogue-read", new SharedInput.CatalogueRead(7), 2);
    }

    @Test
    void releasedRulesKeepTheirMeaning() {
        PlacementRules rules =
                new PlacementRules(
                        "home",
                        12,
                        "price < 20",
                        List.of(new PlacementRules.Boost("age < 7d", 1.5f)),
                        List.of(new PlacementRules.Cap("category", 3)),
                        .25f,
                        List.of(new PlacementRules.Pin(2, "tt1")),
                        3,
                        Duration.ofMinutes(30));
        Golden.holds(codec, "shared-input-ruled", new SharedInput.Ruled(rules), 4);
        Golden.holds(codec, "shared-input-unruled", new SharedInput.Unruled("home"), 4);
    }
}
