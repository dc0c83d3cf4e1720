package io.riffle.training.online;

import io.riffle.model.candidates.BackboneScore;
import io.riffle.model.sources.Past;
import io.riffle.model.sources.SourceBlend;
import io.riffle.model.sources.Union;
import io.riffle.schema.Candidate;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.TrainingSample;
import io.riffle.training.stream.GrowingItems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Samples as candidate sources read them: item rows of a backbone, and seconds.
 *
 * @param backbone whose rows they are
 */
record SampleRows(BackboneLearning backbone) {

    /**
     * Asks sources what they would have proposed to a request.
     *
     * @param sample its request, with what the backbone said of its candidates
     * @return valid until the next call
     */
    Union ask(SourceBlend asked, TrainingSample sample) {
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

    /** What a user had clicked, as far as its items have rows. */
    Past past(List<HistoryEvent> events) {
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
