package io.riffle.job.state;

import io.riffle.schema.ForgetUser;
import io.riffle.schema.Item;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueInputCodecGoldenTest {

    private final CatalogueInputCodec codec = new CatalogueInputCodec();

    @Test
    void releasedCatalogueEntriesKeepTheirMeaning() {
        Item item = new Item("tt1", "One", List.of("drama", "two\nlines"), 5, Map.of("a", "b"));
        Golden.holds(codec, "catalogue-input-listed", new CatalogueInput.Listed(item));
        Golden.holds(codec, "catalogue-input-withdrawn", new CatalogueInput.Withdrawn("tt1"));
        Golden.holds(
                codec,
                "catalogue-input-forget",
                new CatalogueInput.Forget(new ForgetUser("q1", "ann", 5), 978_300_019_000L),
                2);
    }
}
