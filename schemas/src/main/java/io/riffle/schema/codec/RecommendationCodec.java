package io.riffle.schema.codec;

import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of a {@link Recommendation}, in the order of its fields; ranks follow from the order.
 * Version 1 answers clicks alone.
 */
public final class RecommendationCodec implements Codec<Recommendation> {

    private static final int VERSION = 2;
    private static final int SMALLEST_ITEM = 10;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(Recommendation value, DataOutput out) throws IOException {
        FrameWriter fields = new FrameWriter();
        fields.text(value.recommendationId())
                .text(value.userId())
                .text(value.triggerEventId())
                .number(value.items().size());
        for (RankedItem item : value.items()) {
            fields.text(item.itemId()).float32(item.score()).float32(item.generatorScore());
        }
        fields.number(value.eventTime())
                .signed(value.receivedTime())
                .signed(value.emittedTime())
                .number(value.backboneVersion())
                .number(value.rerankerVersion())
                .number(value.tier().code())
                .optionalText(value.policy())
                .doubles(value.propensities())
                .text(value.requestId())
                .text(value.placement())
                .text(value.reason());
        fields.writeTo(VERSION, out);
    }

    @Override
    public Recommendation read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open("recommendation", version, VERSION, in);
        try {
            Recommendation value =
                    new Recommendation(
                            fields.text(),
                            fields.text(),
                            fields.text(),
                            readItems(fields),
                            fields.number(),
                            fields.signed(),
                            fields.signed(),
                            fields.number(),
                            fields.number(),
                            Tier.of(fields.smallNumber()),
                            fields.optionalText(),
                            fields.doubles(),
                            version > 1 ? fields.text() : "",
                            version > 1 ? fields.text() : "",
                            version > 1 ? fields.text() : "");
            fields.end();
            return value;
        } catch (IllegalArgumentException e) {
            throw new CodecException("recommendation", e);
        }
    }

    private static List<RankedItem> readItems(FrameReader fields) {
        int count = fields.count(SMALLEST_ITEM);
        List<RankedItem> items = new ArrayList<>(count);
        for (int rank = 1; rank <= count; rank++) {
            items.add(new RankedItem(fields.text(), rank, fields.float32(), fields.float32()));
        }
        return items;
    }
}
