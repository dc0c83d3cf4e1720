package io.riffle.job.state;

import io.riffle.schema.Item;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewItemCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Item item = new Item("tt1", "", List.of("drama"), 5, Map.of(), List.of(.5f));
        Golden.holds(new NewItemCodec(), "new-item", new NewItem(item, 99, 3));
    }
}
