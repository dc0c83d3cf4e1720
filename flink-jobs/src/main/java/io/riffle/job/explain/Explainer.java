package io.riffle.job.explain;

import io.riffle.job.inference.ModelsAgain;
import io.riffle.schema.Candidate;
import io.riffle.schema.explain.ExplainStatus;
import io.riffle.schema.explain.Explanation;
import io.riffle.schema.explain.Explanation.Barred;
import io.riffle.schema.explain.Explanation.Counts;
import io.riffle.schema.explain.Said;
import io.riffle.schema.explain.Without;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Answer;
import io.riffle.serving.Recommender;
import io.riffle.serving.Turn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes an explanation of what is known of a slate, asking the models again. Of one thread. */
final class Explainer {

    private static final String OTHER_VERSIONS =
            "The versions that served it (backbone %, reranker %) are no longer in memory: what is"
                    + " told is what the present ones say.";
    private static final String OTHER_SLATE =
            "The same versions say another slate now: the catalogue or rules have changed since,"
                    + " events have left the history, or values were served that an earlier version"
                    + " had computed.";
    private static final String NO_MODEL =
            "The versions that served it (backbone %, reranker %) are not in memory, and no others"
                    + " are: nobody can be asked again. Maybe ask once a model serves.";
    private static final String DRAWN =
            "The slate was drawn: what moves without an event may be chance.";
    private static final String UNKNOWN_WISH =
            "What was asked is not kept: it is explained as if nothing but a slate was wished.";

    private final ExplainTask task;
    private final Set<String> barred;

    Explainer(ExplainTask task) {
        this.task = task;
        this.barred = new HashSet<>(task.disliked());
        this.barred.addAll(task.excluded());
    }

    /** What popular items say again, where no model served. */
    Explanation popular(PopularLists lists) {
        PopularAgain again = new PopularAgain(task, barred, lists);
        return withoutModels(again.reasons(), again.exact(), again.slate(), again.without());
    }

    /** What can be said of a slate of models where there are none now. */
    Explanation withoutModels() {
        return withoutModels(List.of(versions(NO_MODEL)), false, List.of(), List.of());
    }

    private Explanation withoutModels(
            List<String> reasons, boolean exact, List<String> again, List<Without> without) {
        Answer nothing =
                new Answer(task.slate().tier(), List.of(), List.of(), 0, 0, null, List.of());
        return explanation(
                new ArrayList<>(reasons),
                nothing,
                exact,
                new Origins(task, nothing, Map.of()),
                again,
                new KeptOut(task, barred).counts(null),
                List.of(),
                without);
    }

    /** The whole of it: one answer for the slate, and for each event that is left out. */
    Explanation explain(Recommender models, ModelsAgain of) {
        models.show(of.items());
        UserHistory history = task.history();
        history.moveWindow(window(models));
        Turn turn = task.turn(history, List.of(task.query(history, barred, task.wish())));
        Answer base = models.recommend(List.of(turn)).get(0).get(0);
        Map<String, List<Said>> sources =
                task.wish().similarTo().isEmpty() ? models.sources(base) : Map.of();
        List<String> said = task.page(base.slate());
        List<String> again = said.subList(0, Math.min(said.size(), Explanation.MOST_ITEMS));
        boolean exact = exact(base, said);
        KeptOut kept = new KeptOut(task, barred);
        return explanation(
                reasons(models, base, exact),
                base,
                exact,
                new Origins(task, base, sources),
                again,
                kept.counts(of.items()),
                kept.items(models, said),
                new Counterfactuals(task, models, barred).of(again));
    }

    /** Where the window of the history began then. */
    private long window(Recommender models) {
        UserHistory now = task.now();
        long first = now.firstSequence();
        long size = task.history().endSequence();
        long end = Math.min(now.endSequence(), first + size);
        return Math.min(size, models.windowStart(now, end) - first);
    }

    /** Whether the slate is what was said, but for what no model put on it. */
    private boolean exact(Answer base, List<String> said) {
        if (!sameVersions(base.backboneVersion(), base.rerankerVersion())) {
            return false;
        }
        Set<String> candidates = new HashSet<>(said);
        for (Candidate candidate : base.candidates()) {
            candidates.add(candidate.itemId());
        }
        List<String> shown = task.slate().displayed();
        int models = shown.size();
        while (models > 0 && !candidates.contains(shown.get(models - 1))) {
            models--;
        }
        boolean whole = said.size() == models || said.size() == shown.size();
        return whole
                && models <= said.size()
                && shown.subList(0, models).equals(said.subList(0, models));
    }

    private boolean sameVersions(long backbone, long reranker) {
        return backbone == task.slate().backboneVersion()
                && reranker == task.slate().rerankerVersion();
    }

    private List<String> reasons(Recommender models, Answer base, boolean exact) {
        List<String> reasons = new ArrayList<>();
        boolean ranked = task.slate().rerankerVersion() > 0;
        boolean same =
                models.backboneVersion() == task.slate().backboneVersion()
                        && (!ranked || models.rerankerVersion() == task.slate().rerankerVersion());
        if (!same) {
            reasons.add(versions(OTHER_VERSIONS));
        } else if (!exact) {
            reasons.add(OTHER_SLATE);
        }
        if (base.policy() != null) {
            reasons.add(DRAWN);
        }
        return reasons;
    }

    private String versions(String text) {
        return text.replaceFirst("%", Long.toString(task.slate().backboneVersion()))
                .replaceFirst("%", Long.toString(task.slate().rerankerVersion()));
    }

    private Explanation explanation(
            List<String> reasons,
            Answer by,
            boolean exact,
            Origins origins,
            List<String> again,
            Counts counts,
            List<Barred> kept,
            List<Without> without) {
        if (task.slate().asked() && task.asked() == null) {
            reasons.add(UNKNOWN_WISH);
        }
        return new Explanation(
                task.request().requestId(),
                task.request().recommendationId(),
                task.request().userId(),
                ExplainStatus.EXPLAINED,
                String.join("\n", reasons),
                task.served(),
                by.backboneVersion(),
                by.rerankerVersion(),
                exact,
                origins.items(),
                again,
                counts,
                kept,
                without);
    }
}
