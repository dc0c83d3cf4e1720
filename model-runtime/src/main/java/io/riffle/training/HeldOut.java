package io.riffle.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The quality gate's evidence: for the newest targets, how high the version that served ranked each
 * of them, and how high the trainer did before it learned it. Both saw the same requests and
 * neither had seen the answer.
 *
 * <p><b>State</b>: a ring of gains, owned by one thread, written with the trainer's state.
 */
final class HeldOut {
    private static final int VERSION = 1;
    private static final int CUT = 10;

    private final float[] servedGains;
    private final float[] trainedGains;
    private long added;

    HeldOut(int size) {
        servedGains = new float[size];
        trainedGains = new float[size];
    }

    /**
     * Adds one target.
     *
     * @param servedRank from 1; 0 = missed
     * @param trainedRank from 1; 0 = missed
     */
    void add(int servedRank, int trainedRank) {
        int place = (int) (added++ % servedGains.length);
        servedGains[place] = gain(servedRank);
        trainedGains[place] = gain(trainedRank);
    }

    /** Targets in the ring. */
    int size() {
        return (int) Math.min(added, servedGains.length);
    }

    /** Mean NDCG@10 of the versions that served. */
    double served() {
        return mean(servedGains);
    }

    /** Mean NDCG@10 of the trainer's weights. */
    double trained() {
        return mean(trainedGains);
    }

    /** Share of the targets that the trainer ranked among the first ten. */
    double trainedHitRate() {
        int hits = 0;
        for (int i = 0; i < size(); i++) {
            hits += trainedGains[i] > 0 ? 1 : 0;
        }
        return size() == 0 ? 0 : (double) hits / size();
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(size());
        // Oldest first, so that a ring of another size keeps the newest.
        for (long i = added - size(); i < added; i++) {
            out.writeFloat(servedGains[(int) (i % servedGains.length)]);
            out.writeFloat(trainedGains[(int) (i % servedGains.length)]);
        }
    }

    void read(DataInput in) throws IOException {
        StateParts.version("held-out targets", VERSION, in.readUnsignedByte());
        added = 0;
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            int place = (int) (added++ % servedGains.length);
            servedGains[place] = in.readFloat();
            trainedGains[place] = in.readFloat();
        }
    }

    private static float gain(int rank) {
        return rank < 1 || rank > CUT ? 0 : (float) (Math.log(2) / Math.log(rank + 1.0));
    }

    private double mean(float[] gains) {
        double sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += gains[i];
        }
        return size() == 0 ? 0 : sum / size();
    }
}
