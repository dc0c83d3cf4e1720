package io.riffle.schema.codec;

import io.riffle.schema.ask.PlacementRules;
import io.riffle.schema.ask.PlacementRules.Boost;
import io.riffle.schema.ask.PlacementRules.Cap;
import io.riffle.schema.ask.PlacementRules.Pin;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Bytes of {@link PlacementRules}, in the order of their fields. */
public final class PlacementRulesCodec implements Codec<PlacementRules> {

    private static final int VERSION = 1;
    private static final String TYPE = "placement rules";

    /** Bytes of the smallest boost, cap or pin. */
    private static final int SMALLEST = 2;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(PlacementRules value, DataOutput out) throws IOException {
        FrameWriter fields = new FrameWriter();
        fields.text(value.placement()).number(value.size()).text(value.where());
        fields.number(value.boosts().size());
        value.boosts().forEach(boost -> fields.text(boost.where()).float32(boost.by()));
        fields.number(value.caps().size());
        value.caps().forEach(cap -> fields.text(cap.of()).number(cap.most()));
        fields.float32(value.diversity()).number(value.pins().size());
        value.pins().forEach(pin -> fields.number(pin.rank()).text(pin.itemId()));
        fields.number(value.notAgainSlates()).number(value.notAgain().toMillis());
        fields.writeTo(VERSION, out);
    }

    @Override
    public PlacementRules read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open(TYPE, version, VERSION, in);
        try {
            PlacementRules value =
                    new PlacementRules(
                            fields.text(),
                            fields.smallNumber(),
                            fields.text(),
                            many(fields, one -> new Boost(one.text(), one.float32())),
                            many(fields, one -> new Cap(one.text(), one.smallNumber())),
                            fields.float32(),
                            many(fields, one -> new Pin(one.smallNumber(), one.text())),
                            fields.smallNumber(),
                            Duration.ofMillis(fields.number()));
            fields.end();
            return value;
        } catch (IllegalArgumentException e) {
            throw new CodecException(TYPE, e);
        }
    }

    private static <T> List<T> many(FrameReader fields, Function<FrameReader, T> one) {
        int count = fields.count(SMALLEST);
        List<T> many = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            many.add(one.apply(fields));
        }
        return many;
    }
}
