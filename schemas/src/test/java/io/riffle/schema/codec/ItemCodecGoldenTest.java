package io.riffle.schema.codec;

import io.riffle.schema.Examples;
import org.junit.jupiter.api.Test;

class ItemCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(new ItemCodec(), "item", Examples.item());
        Golden.holds(new ItemCodec(), "item-vector", Examples.itemWithVector(), 2);
    }
}
