package io.riffle.training.judge;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.ModelException;
import io.riffle.schema.TrainingSample;
import io.riffle.training.lists.ListSample;
import io.riffle.training.samples.HeldBack;
import io.riffle.training.samples.LearnableLists;
import io.riffle.training.state.StateParts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The quality gate's evidence and its judges: requests that no model has learned yet, and what was
 * best of late.
 *
 * <p><b>State</b>: owned by one thread, written with the trainer's state.
 */
public final class Judges {
    private static final Logger LOG = LoggerFactory.getLogger(Judges.class);

    /**
     * 1 was two rings of gains, from clicks that the served order had caused; 2 had a floor over
     * the first stage of its time.
     */
    private static final int VERSION = 3;

    private static final int MAX_RING = 1 << 24;

    private final HeldBack heldBack;
    private final BackboneJudge backbone;
    private final RerankerJudge reranker;

    /**
     * None has judged yet.
     *
     * @param elsewhere whether clicks come from elsewhere than the slates
     * @param share of the requests that wait before they are learned
     * @param size requests with slate labels that wait
     * @param maxEvents of a history that the backbone reads
     */
    public Judges(boolean elsewhere, double share, int size, int maxEvents, GateLimits gates) {
        heldBack = new HeldBack(share, size);
        backbone =
                new BackboneJudge(
                        gates,
                        elsewhere,
                        (clicks, examination) -> new BackboneGains(clicks, maxEvents, examination));
        reranker = new RerankerJudge(gates, elsewhere);
    }

    /** Requests that wait to be learned, and are judged by. */
    public HeldBack heldBack() {
        return heldBack;
    }

    /** Judges backbones. */
    public BackboneJudge backbone() {
        return backbone;
    }

    /** Version of the best backbone of late; 0 = none. */
    public long bestBackbone() {
        LoadedModel best = backbone.best();
        return best == null ? 0 : best.version();
    }

    /** Judges rerankers. */
    public RerankerJudge reranker() {
        return reranker;
    }

    /**
     * The judge of a backbone.
     *
     * @param examination of slots, over that of the first
     * @param serving version in use; null = none
     * @param metrics gets what was measured; nothing where no click was looked at
     */
    public Judge ofBackbone(
            IntToDoubleFunction examination,
            @Nullable LoadedModel serving,
            Map<String, Double> metrics,
            long now) {
        return meant -> {
            String refusal =
                    backbone.refusal(meant, heldBack.requests(), examination, serving, now);
            BackboneJudge.Judged judged = backbone.newest();
            if (judged.clicks() > 0) {
                metrics.put("prequential_ndcg_at_10", judged.trained());
                metrics.put("prequential_hr_at_10", judged.hitRate());
                metrics.put("served_ndcg_at_10", judged.reference());
            }
            return refusal;
        };
    }

    /** Their lists of the generator's, clicked or not. */
    public List<ListSample> lists() {
        List<ListSample> lists = new ArrayList<>();
        for (TrainingSample sample : heldBack.requests()) {
            ListSample list = LearnableLists.list(sample, sample.labels());
            if (list != null) {
                lists.add(list);
            }
        }
        return lists;
    }

    /** Writes what is held back, and what is remembered of the best. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        heldBack.write(out);
        reranker.write(out);
        out.writeLong(bestBackbone());
        out.writeLong(backbone.bestSince());
        BackboneJudge.Judged newest = backbone.newest();
        out.writeInt(newest.clicks());
        out.writeDouble(newest.trained());
        out.writeDouble(newest.reference());
        out.writeDouble(newest.hitRate());
    }

    /**
     * Reads what another one wrote.
     *
     * @param published backbones by version
     */
    public void read(DataInput in, LongFunction<LoadedModel> published) throws IOException {
        heldBack.clear();
        int version = StateParts.version("held-out requests", VERSION, in.readUnsignedByte());
        if (version == 1) {
            skipRing(in);
            StateParts.version("held-out targets", 1, in.readUnsignedByte());
            skipRing(in);
            return;
        }
        heldBack.read(in);
        if (version == 2) {
            reranker.readSecond(in);
        } else {
            reranker.read(in);
        }
        long best = in.readLong();
        long since = in.readLong();
        var newest =
                new BackboneJudge.Judged(
                        in.readInt(), in.readDouble(), in.readDouble(), in.readDouble());
        try {
            backbone.restore(best == 0 ? null : published.apply(best), since, newest);
        } catch (ModelException e) {
            if (e.passing()) {
                throw e;
            }
            LOG.warn("Compare with what serves: the best backbone {} is gone", best, e);
            backbone.restore(null, 0, newest);
        }
    }

    private static void skipRing(DataInput in) throws IOException {
        for (int left = StateParts.count("targets", in.readInt(), MAX_RING); left > 0; left--) {
            in.readFloat();
            in.readFloat();
        }
    }
}
