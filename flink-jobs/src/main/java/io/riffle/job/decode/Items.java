package io.riffle.job.decode;

import io.riffle.schema.Item;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.wire.ItemWire;
import io.riffle.schema.wire.RawRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How entries of the catalogue are read: of each only what somebody needs. */
final class Items {

    private Items() {}

    /**
     * An item without its title.
     *
     * @param kept names of the attributes that stay
     * @throws io.riffle.schema.wire.WireException with the first rule that the record breaks
     */
    static Item read(RawRecord raw, List<String> kept) {
        Item item = new ItemWire().read(raw, SizeLimits.INPUT);
        RecordKeys.check(raw, "item id", item.itemId());
        Map<String, String> attributes = new TreeMap<>();
        for (String name : kept) {
            String value = item.attributes().get(name);
            // What is longer than a condition can name satisfies none.
            if (value != null && value.length() <= SizeLimits.NAME) {
                attributes.put(name, value);
            }
        }
        return new Item(
                item.itemId(),
                "",
                item.categories(),
                item.createdTime(),
                attributes,
                item.vector());
    }
}
