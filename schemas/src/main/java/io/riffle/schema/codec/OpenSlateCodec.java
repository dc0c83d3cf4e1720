package io.riffle.schema.codec;

import io.riffle.schema.Candidate;
import io.riffle.schema.Slate;
import io.riffle.schema.Tier;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes of a {@link Slate}, in the order of its fields. A displayed item that is a candidate is
 * written as the candidate's place plus 1, any other as 0 and its id. Version 1 does not say
 * whether the slate was replayed, version 3 not whether it was asked for.
 */
public final class OpenSlateCodec implements Codec<Slate> {

    private static final int VERSION = 4;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(Slate slate, DataOutput out) throws IOException {
        FrameWriter fields = new FrameWriter(512 + 24 * slate.candidates().size());
        fields.text(slate.recommendationId()).signed(slate.queryTime()).number(slate.arrivals());
        Parts.writeCandidates(fields, slate.candidates());
        writeDisplayed(fields, slate);
        fields.doubles(slate.propensities())
                .textMap(slate.profile())
                .number(slate.backboneVersion())
                .number(slate.rerankerVersion())
                .number(slate.tier().code())
                .signed(slate.shownTime())
                .signed(slate.deadline());
        Parts.writeOptionalEvent(fields, slate.next());
        Parts.writeEvents(fields, slate.labels());
        fields.number(slate.revision()).raw((byte) (slate.replayed() ? 1 : 0));
        Parts.writeRanks(fields, slate.examined());
        fields.raw((byte) (slate.asked() ? 1 : 0));
        fields.writeTo(VERSION, out);
    }

    @Override
    public Slate read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open("slate", version, VERSION, in);
        try {
            String recommendationId = fields.text();
            long queryTime = fields.signed();
            long arrivals = fields.number();
            List<Candidate> candidates = Parts.readCandidates(fields);
            Slate slate =
                    new Slate(
                            recommendationId,
                            queryTime,
                            arrivals,
                            candidates,
                            readDisplayed(fields, candidates),
                            fields.doubles(),
                            fields.textMap(),
                            fields.number(),
                            fields.number(),
                            Tier.of(fields.smallNumber()),
                            fields.signed(),
                            fields.signed(),
                            Parts.readOptionalEvent(fields),
                            Parts.readEvents(fields),
                            fields.smallNumber(),
                            version > 1 && fields.flag(),
                            version > 2 ? Parts.readRanks(fields) : List.of(),
                            version > 3 && fields.flag());
            fields.end();
            return slate;
        } catch (IllegalArgumentException e) {
            throw new CodecException("slate", e);
        }
    }

    private static void writeDisplayed(FrameWriter fields, Slate slate) {
        Map<String, Integer> places = new HashMap<>(2 * slate.candidates().size());
        for (int i = 0; i < slate.candidates().size(); i++) {
            places.putIfAbsent(slate.candidates().get(i).itemId(), i + 1);
        }
        fields.number(slate.displayed().size());
        for (String itemId : slate.displayed()) {
            int place = places.getOrDefault(itemId, 0);
            fields.number(place);
            if (place == 0) {
                fields.text(itemId);
            }
        }
    }

    private static List<String> readDisplayed(FrameReader fields, List<Candidate> candidates) {
        int count = fields.count(1);
        List<String> displayed = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int place = fields.smallNumber();
            if (place < 0 || place > candidates.size()) {
                throw new IllegalArgumentException("No candidate has place " + place);
            }
            displayed.add(place == 0 ? fields.text() : candidates.get(place - 1).itemId());
        }
        return displayed;
    }
}
