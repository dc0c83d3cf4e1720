package io.riffle.lab.oracle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.LoadedModel;
import io.riffle.job.options.ModelOptions;
import io.riffle.lab.console.JsonLine;
import io.riffle.lab.files.HistoryLine;
import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Answer;
import io.riffle.serving.Query;
import io.riffle.serving.Recommender;
import io.riffle.serving.ServingOptions;
import io.riffle.serving.Turn;
import io.riffle.serving.Wish;
import io.riffle.serving.slate.Arrangement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A backbone asked outside of any stream. The newest known items of a history are the model's
 * input, as many as it reads; every item of the history counts as seen.
 */
public final class HistoryScorer implements AutoCloseable {

    private final Recommender recommender;
    private final int top;
    private final Wish wish;
    private final boolean keepSeen;
    private long empty;

    /**
     * Uploads the model.
     *
     * @param top items per history
     * @param keepSeen whether items of the history may be recommended
     */
    public HistoryScorer(LoadedModel backbone, int top, boolean keepSeen) {
        this.keepSeen = keepSeen;
        this.top = top;
        // Said, so that what the sources have too little of is filled up.
        this.wish = new Wish(top, null, List.of(), true, "", Arrangement.NONE);
        // As many candidates as a job has: sources are blended among them.
        int candidates = Math.max(top, ModelOptions.CANDIDATES.defaultValue());
        recommender =
                new Recommender(
                        backbone, null, new ServingOptions(top, candidates, 0, 0, 32, 0, "auto"));
    }

    /**
     * One line of JSON for each history, in their order; no items when none of a history's is
     * known.
     */
    public List<String> score(List<HistoryLine> histories) {
        if (histories.isEmpty()) {
            return List.of();
        }
        List<Turn> turns = new ArrayList<>(histories.size());
        for (HistoryLine line : histories) {
            turns.add(turn(line));
        }
        List<List<Answer>> answers = recommender.recommend(turns);
        List<String> lines = new ArrayList<>(histories.size());
        for (int i = 0; i < histories.size(); i++) {
            Answer answer = answers.get(i).get(0);
            empty += answer.candidates().isEmpty() ? 1 : 0;
            lines.add(line(histories.get(i).userId(), answer));
        }
        return lines;
    }

    /** Histories so far that got no item. */
    public long empty() {
        return empty;
    }

    @Override
    public void close() {
        recommender.close();
    }

    private Turn turn(HistoryLine line) {
        UserHistory history = UserHistory.empty(Math.max(1, line.events().size()));
        long number = 1;
        for (HistoryLine.Event event : line.events()) {
            var unused = history.add(event.itemId(), event.time() * 1000, Action.CLICK, number++);
        }
        long seenFrom = keepSeen ? history.endSequence() : history.firstSequence();
        Query query =
                new Query(
                        line.userId(),
                        seenFrom,
                        history.firstSequence(),
                        history.endSequence(),
                        line.queryTime() * 1000,
                        Set.of(),
                        wish);
        return new Turn(line.userId(), history, null, List.of(query));
    }

    private String line(String userId, Answer answer) {
        ObjectNode line = JsonLine.object();
        line.put("user_id", userId);
        ArrayNode items = line.putArray("items");
        int size = Math.min(top, answer.candidates().size());
        for (Candidate candidate : answer.candidates().subList(0, size)) {
            items.addObject()
                    .put("item_id", candidate.itemId())
                    .put("score", candidate.generatorScore());
        }
        return JsonLine.line(line);
    }
}
