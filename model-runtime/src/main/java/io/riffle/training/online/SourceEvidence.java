package io.riffle.training.online;

import io.riffle.model.sources.SourceBlend;
import io.riffle.model.sources.Union;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How many clicks of late were among the first ten of the blend, of the backbone and of popularity:
 * each asked before the click was learned.
 *
 * <p>A blend begins with weights of zero, behind both. From the first time on that it is not, it is
 * published for good: what follows the candidates, such as a reranker, learned to read its scores.
 */
final class SourceEvidence {
    private static final int FIRST = 10;

    /** Clicks after which one counts half. */
    private static final int HALF_LIFE = 2_000;

    private static final double FADE = Math.pow(2, -1.0 / HALF_LIFE);

    /** Clicks that the blend must have foreseen: fewer say little. */
    private static final int LEAST = 20;

    /**
     * So far must the blend be ahead of either at first: it is asked with counts of now, and serves
     * with those of its publication.
     */
    private static final double AHEAD = 1.25;

    /** Clicks for each of the least after which it is enough not to be behind. */
    private static final int PATIENCE = 100;

    private final int least;
    private final int popular;
    private final int backbone;
    private double ofBlend;
    private double ofPopular;
    private double ofBackbone;
    private double served;
    private double insteadOfServed;
    private long clicks;
    private boolean published;

    /**
     * @param minHeldOut clicks that any model needs to be judged
     */
    SourceEvidence(SourceBlend blend, int minHeldOut) {
        this.least = Math.min(LEAST, minHeldOut);
        this.popular = blend.names().indexOf(SourceBlend.POPULAR);
        this.backbone = blend.names().indexOf(SourceBlend.BACKBONE);
    }

    /**
     * What was served without a model to the request of the next click.
     *
     * @param foreseen whether the clicked item was on the slate
     */
    void servedPopular(boolean foreseen, SourceBlend blend, Union union, int row) {
        int place = union.place(row);
        served = FADE * served + (foreseen ? 1 : 0);
        insteadOfServed =
                FADE * insteadOfServed + (place >= 0 && blend.rank(place) <= FIRST ? 1 : 0);
    }

    /** The item of a row was clicked, which the newest request of the blend could foresee. */
    void clicked(SourceBlend blend, Union union, int row) {
        ofBlend *= FADE;
        ofPopular *= FADE;
        ofBackbone *= FADE;
        int place = union.place(row);
        if (place >= 0) {
            ofBlend += blend.rank(place) <= FIRST ? 1 : 0;
            ofPopular += among(union.rank(place, popular));
            ofBackbone += among(union.rank(place, backbone));
        }
        clicks++;
        double ahead = clicks < (long) PATIENCE * least ? AHEAD : 1;
        boolean good =
                ofBlend >= ahead * Math.max(ofPopular, ofBackbone) && insteadOfServed >= served;
        published |= good && ofBlend >= least;
    }

    /** The blend goes on from one that serves. */
    void serves() {
        published = true;
    }

    /** Whether the blend is to serve. */
    boolean good() {
        return published;
    }

    /** Whether a model is to serve where popular items do. */
    boolean beatPopularity() {
        return published || (ofBackbone >= Math.max(ofPopular, served) && ofBackbone >= least);
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(ofBlend);
        out.writeDouble(ofPopular);
        out.writeDouble(ofBackbone);
        out.writeDouble(served);
        out.writeDouble(insteadOfServed);
        out.writeLong(clicks);
        out.writeBoolean(published);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param version of the trainer's state
     */
    void read(DataInput in, int version) throws IOException {
        ofBlend = in.readDouble();
        ofPopular = in.readDouble();
        ofBackbone = in.readDouble();
        served = version < 5 ? 0 : in.readDouble();
        insteadOfServed = version < 5 ? 0 : in.readDouble();
        clicks = in.readLong();
        published = in.readBoolean();
    }

    private static int among(int rank) {
        return rank > 0 && rank <= FIRST ? 1 : 0;
    }
}
