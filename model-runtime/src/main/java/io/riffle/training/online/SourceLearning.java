package io.riffle.training.online;

import io.riffle.model.candidates.BackboneScore;
import io.riffle.model.sources.Past;
import io.riffle.model.sources.SourceBlend;
import io.riffle.model.sources.Union;
import io.riffle.model.tables.SourceTables;
import io.riffle.schema.Candidate;
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
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Candidate sources and their blend on their way along the stream: each click is first what the
 * blend should have proposed, then counted.
 *
 * <p><b>State</b>: owned by one thread, a section of the trainer's state. Bounded by the backbone's
 * item rows.
 */
final class SourceLearning implements LearnedSources {
    private final BackboneLearning backbone;
    private final boolean on;
    private final SourceBlend blend = new SourceBlend();
    private final SourceEvidence evidence;
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
        this.on = on;
        this.evidence = new SourceEvidence(blend, minHeldOut);
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
                    Union union = ask(sample);
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
        if (sections.version() >= 4) {
            DataInput in = sections.next();
            blend.read(in);
            evidence.read(in, sections.version());
            served = in.readBoolean() ? SourceTables.read(in) : null;
            asked = served == null ? blend : blend.asOf(served);
        }
    }

    private void count(List<HistoryEvent> before, HistoryEvent click) {
        int row = items().row(click.itemId());
        if (row > 0) {
            blend.describe(row, items().content(click.itemId()).categories());
            blend.count(past(before), row, Math.floorDiv(click.time(), 1000));
        }
    }

    private Union ask(TrainingSample sample) {
        List<Candidate> proposed = new ArrayList<>();
        for (Candidate candidate : sample.candidates()) {
            if (sample.backboneVersion() > 0
                    && items().row(candidate.itemId()) > 0
                    && BackboneScore.known(candidate)) {
                proposed.add(candidate);
            }
        }
        proposed.sort(Comparator.comparingDouble(BackboneScore::of).reversed());
        int[] rows = new int[proposed.size()];
        float[] cosines = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = items().row(proposed.get(i).itemId());
            cosines[i] = BackboneScore.of(proposed.get(i));
        }
        asked.backbone(rows, cosines, backbone.temperature());
        int[] seen = sample.history().stream().mapToInt(e -> items().row(e.itemId())).toArray();
        return asked.ask(past(sample.history()), Math.floorDiv(sample.requestTime(), 1000), seen);
    }

    private Past past(List<HistoryEvent> events) {
        int[] rows = new int[events.size()];
        long[] seconds = new long[rows.length];
        int known = 0;
        for (HistoryEvent event : events) {
            int row = items().row(event.itemId());
            if (row > 0) {
                rows[known] = row;
                seconds[known++] = Math.floorDiv(event.time(), 1000);
            }
        }
        return Past.of(rows, seconds, 0, known);
    }

    private GrowingItems items() {
        return backbone.items();
    }
}
