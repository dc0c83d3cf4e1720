package io.riffle.schema.wire;

import io.riffle.schema.Item;
import io.riffle.schema.SizeLimits;

/** {@link Item} at the edge. */
public final class ItemWire implements Wire<Item> {

    private static final String OWNER = "a catalogue item";

    @Override
    public byte[] write(Item item, ContentType type) {
        return ProtoBytes.write(
                io.riffle.schema.v1.Item.newBuilder()
                        .setItemId(item.itemId())
                        .setTitle(item.title())
                        .addAllCategories(item.categories())
                        .setCreatedTime(item.createdTime())
                        .putAllAttributes(item.attributes())
                        .addAllVector(item.vector())
                        .build(),
                type);
    }

    @Override
    public Item read(byte[] bytes, ContentType type) {
        var message = ProtoBytes.read(io.riffle.schema.v1.Item.newBuilder(), bytes, type).build();
        EdgeRules.present("item_id", message.getItemId(), OWNER);
        EdgeRules.bounded("item_id", message.getItemId(), OWNER);
        EdgeRules.timeIfGiven("created_time", message.getCreatedTime(), OWNER);
        EdgeRules.text("title", message.getTitle(), SizeLimits.TITLE, OWNER);
        EdgeRules.count(
                "number of categories", message.getCategoriesCount(), SizeLimits.CATEGORIES, OWNER);
        for (String category : message.getCategoriesList()) {
            EdgeRules.text("category", category, SizeLimits.NAME, OWNER);
        }
        EdgeRules.attributes(
                message.getAttributesMap(), SizeLimits.ITEM_VALUE, SizeLimits.INPUT, OWNER);
        EdgeRules.count(
                "number of values in the vector",
                message.getVectorCount(),
                SizeLimits.VECTOR,
                OWNER);
        message.getVectorList()
                .forEach(value -> EdgeRules.finite("value in the vector", value, OWNER));
        return new Item(
                message.getItemId(),
                message.getTitle(),
                message.getCategoriesList(),
                message.getCreatedTime(),
                message.getAttributesMap(),
                message.getVectorList());
    }
}
