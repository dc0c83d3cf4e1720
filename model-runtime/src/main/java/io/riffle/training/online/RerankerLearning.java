package io.riffle.training.online;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.store.ModelStore;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.TrainingSample;
import io.riffle.training.judge.Judges;
import io.riffle.training.judge.RerankerJudge;
import io.riffle.training.metrics.Dcg;
import io.riffle.training.publish.Publication;
import io.riffle.training.publish.RerankerPublishing;
import io.riffle.training.reranker.OnlineReranker;
import io.riffle.training.reranker.RerankerSettings;
import io.riffle.training.samples.ItemFacts;
import io.riffle.training.samples.LearnableLists;
import io.riffle.training.samples.Lesson;
import io.riffle.training.stream.GrowingItems;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reranker on its way along the stream: begun when enough lists were seen, learned from lists,
 * moved to the rows of each published backbone, published, saved, restored.
 *
 * <p><b>State</b>: owned by one thread.
 */
final class RerankerLearning implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RerankerLearning.class);

    private final RerankerSettings settings;
    private final ModelStore store;
    private final NamedBackbones backbones;
    private final RerankerPublishing publishing;
    private final LearnableLists learnable;
    private final ItemFacts facts = new ItemFacts();
    private @Nullable OnlineReranker reranker;
    private long lists;
    private long taught;
    private double loss = Double.NaN;

    RerankerLearning(
            RerankerSettings settings,
            RerankerPublishing publishing,
            ModelStore store,
            NamedBackbones backbones) {
        this.settings = settings;
        this.store = store;
        this.backbones = backbones;
        this.publishing = publishing;
        this.learnable = new LearnableLists(settings.learnsFromUnshown(), settings.actions());
    }

    /** Goes on from the store's newest reranker, if it was trained on this backbone. */
    void startFrom(LoadedModel backbone) {
        long version = settings.on() ? store.newest(ModelUpdate.RERANKER).orElse(0) : 0;
        if (version == 0) {
            return;
        }
        try {
            LoadedModel newest = store.get(ModelUpdate.RERANKER, version);
            if (RerankerBeginning.fits(newest, backbone)) {
                reranker = OnlineReranker.from(settings, newest, backbone);
                publishing.startFrom(newest, 0);
                LOG.info("Learn from reranker version {}", version);
            }
        } catch (ModelException | IllegalArgumentException e) {
            if (e instanceof ModelException model && model.passing()) {
                throw e;
            }
            LOG.warn("Learn a reranker from nothing: version {} cannot be used", version, e);
        }
    }

    /** Newest published version; 0 = none. */
    long published() {
        LoadedModel newest = publishing.newest();
        return newest == null ? 0 : newest.version();
    }

    /** The backbone whose rows are read; 0 = none. */
    long backboneVersion() {
        return reranker == null ? 0 : reranker.backbone().version();
    }

    ItemFacts facts() {
        return facts;
    }

    /** Kept samples to be drawn for a batch; 0 while there is no reranker. */
    int replays(int lessons) {
        return reranker == null ? 0 : (int) Math.round(lessons * settings.replayRatio());
    }

    /** The lists of lessons that something can be learned from. */
    LearnableLists.Fresh lists(List<Lesson> lessons) {
        return learnable.fresh(lessons);
    }

    /**
     * Learns the lists of one batch.
     *
     * @param fresh as {@link #lists} returned them
     * @param teach whether the teacher takes part
     */
    void learn(LearnableLists.Fresh fresh, List<TrainingSample> replayed, boolean teach) {
        lists += fresh.size();
        if (reranker == null || fresh.size() == 0) {
            return;
        }
        long before = reranker.steps();
        loss = reranker.learn(fresh.first(), fresh.later(), learnable.again(replayed), teach);
        taught += teach && settings.distillation() > 0 ? reranker.steps() - before : 0;
    }

    /** How a slot is examined, over the first one, as far as is known. */
    double examination(int slot) {
        return reranker == null ? Dcg.discount(slot) : reranker.examination(slot);
    }

    /**
     * A backbone was published: its rows are read from now on. The first one that finds enough
     * lists begins the reranker.
     *
     * @param kept samples whose profiles say which columns there are
     */
    void backbone(LoadedModel published, GrowingItems items, Iterable<TrainingSample> kept) {
        if (reranker != null) {
            reranker =
                    reranker.over(
                            published,
                            facts.table(
                                    published.vocabulary().itemIds(),
                                    items.described(),
                                    reranker.columns()));
        } else if (settings.on() && lists >= settings.minLists()) {
            reranker = RerankerBeginning.fresh(settings, published, facts, items.described(), kept);
            LOG.info("Learn a reranker from nothing, over backbone {}", published.version());
        }
    }

    /** Publishes when it is due; null when it is not. */
    @Nullable Publication publishDue(Judges judges, Map<String, Double> metrics, long now) {
        return reranker == null ? null : publishing.publishDue(reranker, judges, metrics, now);
    }

    RerankerProgress progress(RerankerJudge judge) {
        RerankerJudge.Judged newest = judge.newest();
        return new RerankerProgress(
                lists,
                reranker == null ? 0 : reranker.steps(),
                taught,
                loss,
                newest.lists(),
                newest.utility(),
                newest.served());
    }

    void write(DataOutput out) throws IOException {
        facts.write(out);
        out.writeLong(lists);
        out.writeLong(taught);
        out.writeLong(published());
        out.writeLong(publishing.stepsPublished());
        out.writeLong(reranker == null ? 0 : backbones.number(reranker.backbone()));
        if (reranker != null) {
            reranker.write(out);
        }
    }

    void read(DataInput in) throws IOException {
        close();
        facts.read(in);
        lists = in.readLong();
        taught = in.readLong();
        long version = in.readLong();
        publishing.startFrom(
                version == 0 ? null : store.get(ModelUpdate.RERANKER, version), in.readLong());
        long backbone = in.readLong();
        if (backbone != 0) {
            reranker = OnlineReranker.read(in, settings, backbones.get(backbone));
        }
        if (!settings.on()) {
            close();
        }
    }

    @Override
    public void close() {
        if (reranker != null) {
            reranker.close();
            reranker = null;
        }
    }
}
