package io.riffle.job.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemChunkCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(
                new ItemChunkCodec(),
                "item-chunk",
                new ItemChunk(
                        List.of("brand", "in_stock"),
                        List.of(
                                new Item(
                                        "i1",
                                        "",
                                        List.of("news", "漢"),
                                        1_700_000_000_000L,
                                        Map.of("brand", "a")),
                                new Item("i2", "", List.of(), 0, Map.of()),
                                new Item(
                                        "i3",
                                        "",
                                        List.of("news"),
                                        1_700_000_000_001L,
                                        Map.of("brand", "a", "in_stock", "false")))));
    }

    @Test
    void anItemTakesFewBytesBesideItsId() {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < ItemChunk.MOST; i++) {
            items.add(
                    new Item(
                            "item-" + i,
                            "",
                            List.of("category-" + i % 50, "category-" + i % 7),
                            1_700_000_000_000L + 10_000L * i,
                            Map.of("brand", "brand-" + i % 100)));
        }

        byte[] bytes = new ItemChunkCodec().toBytes(new ItemChunk(List.of("brand"), items));

        assertThat(bytes.length / ItemChunk.MOST).isLessThan(20);
    }
}
