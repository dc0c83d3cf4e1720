package io.riffle.training.online;

import io.riffle.artifact.LoadedModel;
import io.riffle.model.sources.SourceBlend;
import io.riffle.model.sources.Union;
import io.riffle.model.tables.SourceTables;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import io.riffle.training.publish.LearnedSources;
import io.riffle.training.samples.Lesson;
import io.riffle.training.state.TrainerFile;
import io.riffle.training.stream.GrowingItems;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Candidate sources and their blend on their way along the stream: each click is first what the
 * blend should have proposed, then counted.
 *
 * <p><b>State</b>: owned by one thread, a section of the trainer's state. Bounded by the backbone's
 * item rows.
 */
final class SourceLearning implements LearnedSources {
    private static final Logger LOG = LoggerFactory.getLogger(SourceLearning.class);

    private final BackboneLearning backbone;
    private final SampleRows rows;
    private final boolean on;
    private final int minHeldOut;
    private SourceBlend blend = new SourceBlend();
    private SourceEvidence evidence;
    private @Nullable SourceTables served;

    /** As published last: learned from is what could be said when a click was answered. */
    private SourceBlend asked = blend;

    private final List<Click> taken = new ArrayList<>();

    /** A sample that waits for its items to have rows. */
    private record Click(TrainingSample sample, boolean teachesNext, boolean first) {}

    /**
     * @param on whether anything is learned and published
     * @param minHeldOut clicks that any model needs to be judged
     */
    SourceLearning(BackboneLearning backbone, boolean on, int minHeldOut) {
        this.backbone = backbone;
        this.rows = new SampleRows(backbone);
        this.on = on;
        this.minHeldOut = minHeldOut;
        this.evidence = new SourceEvidence(blend, minHeldOut);
    }

    /**
     * Goes on from what the sources of a published backbone had learned, over the same rows: what
     * was counted in weeks is not to give way to what is counted in minutes.
     */
    void startFrom(LoadedModel model) {
        SourceTables tables = model.sources();
        if (!on || tables == null || !tables.blends()) {
            return;
        }
        try {
            blend = SourceBlend.goingOn(tables);
            served = tables;
            asked = blend.asOf(tables);
            evidence.serves();
            LOG.info("Go on from the candidate sources of backbone version {}", model.version());
        } catch (IllegalArgumentException e) {
            LOG.warn("Count anew: the sources of version {} cannot be used", model.version(), e);
        }
    }

    /**
     * A sample is about to be learned.
     *
     * @param sample as it came, with what the backbone said of its candidates
     * @param lesson what of it is new
     * @param first whether no revision of it was learned before
     */
    void take(TrainingSample sample, Lesson lesson, boolean first) {
        // Of a request everything that happened is told with the click before it.
        if (on && !sample.asked() && (first || lesson.teachesNext())) {
            taken.add(new Click(sample, lesson.teachesNext(), first));
        }
    }

    /** Learns what was taken, now that its items have rows. */
    void learn() {
        for (Click click : taken) {
            TrainingSample sample = click.sample();
            if (click.first() && sample.history().size() == 1) {
                count(List.of(), sample.history().get(0));
            }
            HistoryEvent next = sample.next();
            if (next != null && click.teachesNext()) {
                int row = items().row(next.itemId());
                if (row > 0) {
                    Union union = rows.ask(asked, sample);
                    if (sample.tier() == Tier.POPULAR && !sample.displayed().isEmpty()) {
                        boolean foreseen = sample.displayed().contains(next.itemId());
                        evidence.servedPopular(foreseen, asked, union, row);
                    }
                    // A reranker over the backbone alone may be better than either: clicks on what
                    // it shows do not tell.
                    if (evidence.good() || sample.tier() != Tier.FULL) {
                        evidence.clicked(asked, union, row);
                    }
                    asked.clicked(row);
                }
                count(sample.history(), next);
            }
        }
        taken.clear();
    }

    @Override
    public void forget(int[] rows) {
        if (rows.length > 0) {
            blend.forget(rows);
            served = null;
            asked = blend; // until the snapshot that follows at once
        }
    }

    @Override
    public @Nullable SourceTables tables(int rows) {
        if (!on || !evidence.good()) {
            return null;
        }
        SourceTables tables = blend.tables(rows);
        served = tables;
        asked = blend.asOf(tables);
        return tables;
    }

    @Override
    public boolean beatPopularity() {
        return !on || evidence.beatPopularity();
    }

    @Override
    public boolean on() {
        return on;
    }

    void write(DataOutput out) throws IOException {
        blend.write(out);
        evidence.write(out);
        out.writeBoolean(served != null);
        if (served != null) {
            served.write(out);
        }
    }

    /** States of earlier releases have none: counts then begin anew. */
    void read(TrainerFile.Sections sections) throws IOException {
        // Whatever learning began with, the state says where it was.
        blend = new SourceBlend();
        evidence = new SourceEvidence(blend, minHeldOut);
        served = null;
        asked = blend;
        if (sections.version() >= 4) {
            DataInput in = sections.next();
            blend.read(in);
            evidence.read(in, sections.version());
            served = in.readBoolean() ? SourceTables.read(in) : null;
            asked = served == null ? blend : blend.asOf(served);
        }
        LoadedModel published = backbone.published();
        if (!evidence.good()
                && published != null
                && items().begins(published.vocabulary().itemIds())) {
            startFrom(published); // which earlier releases did not, or with sources off
        }
    }

    private void count(List<HistoryEvent> before, HistoryEvent click) {
        int row = items().row(click.itemId());
        if (row > 0) {
            // Of what the catalogue has not told yet, published sources may know.
            if (items().described().containsKey(click.itemId())) {
                blend.describe(row, items().content(click.itemId()).categories());
            }
            blend.count(rows.past(before), row, Math.floorDiv(click.time(), 1000));
        }
    }

    private GrowingItems items() {
        return backbone.items();
    }
}
