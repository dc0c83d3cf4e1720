package io.riffle.gateway.ask;

import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import io.riffle.gateway.view.SlateView;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Rules;
import io.riffle.schema.ask.SlateRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is shown when the job is silent or has nothing to show yet: never what a request forbids,
 * never nothing if avoidable.
 */
final class FallbackAnswers {

    /** Items of a popular slate for whoever names no size. */
    private static final int POPULAR = 10;

    private static final String SILENT =
            Rules.sentence(
                            "answer",
                            "none in time",
                            "the job",
                            "come before the deadline",
                            "the job restarts")
                    .replace("\r\n", "\n");

    private static final String EMPTY =
            Rules.sentence(
                            "answer",
                            "no items",
                            "the job",
                            "name an item",
                            "the job has begun anew, and has read requests before clicks")
                    .replace("\r\n", "\n");

    private final SlateView view;
    private final AskCounts counts;

    FallbackAnswers(SlateView view, AskCounts counts) {
        this.view = view;
        this.counts = counts;
    }

    /**
     * What stands in for the answer to a request.
     *
     * @throws Problem {@link ProblemKind#NO_ANSWER}
     */
    Answer instead(SlateRequest request) {
        Answer instead = orNone(request, SILENT);
        if (instead == null) {
            counts.none.increment();
            throw new Problem(ProblemKind.NO_ANSWER, SILENT);
        }
        return instead;
    }

    /**
     * What is better than a slate without items: a job that has begun anew may hear a request
     * before the clicks that tell it what there is. The rules of a placement are the job's to know:
     * there only a slate that was made by them takes the place.
     *
     * @param told why the slate is empty, as the job says; empty where it does not
     * @return null where nothing is: items are known of nobody, or the request itself may be why
     *     there are none
     */
    @Nullable Answer insteadOfNothing(SlateRequest request, String told) {
        boolean may =
                request.placement().isEmpty()
                        ? way(request).isEmpty()
                        : request.where().isEmpty()
                                && request.similarTo().isEmpty()
                                && shows(view.newest(request.userId(), way(request)));
        return own(request) || !may ? null : orNone(request, told.isEmpty() ? EMPTY : told);
    }

    /** Whether a slate for this request is none for another that asks in the same way. */
    static boolean own(SlateRequest request) {
        return !request.candidates().isEmpty()
                || !request.exclude().isEmpty()
                || !request.continueAfter().isEmpty();
    }

    private static boolean shows(@Nullable Recommendation slate) {
        return slate != null && !slate.items().isEmpty();
    }

    private @Nullable Answer orNone(SlateRequest request, String why) {
        Recommendation known = known(request);
        List<RankedItem> fit = known == null ? List.of() : fit(known.items(), request);
        if (known != null && !fit.isEmpty()) {
            counts.stale.increment();
            return new Answer(known, fit, known.emittedTime(), why, null);
        }
        if (!request.where().isEmpty()) {
            counts.popular.increment();
            return new Answer(null, List.of(), 0, unchecked(request.where()), null);
        }
        return popular(request, why);
    }

    /** A way of asking: what makes the slate of one question no answer to another. */
    static String way(SlateRequest request) {
        if (request.where().isEmpty()
                && request.placement().isEmpty()
                && request.similarTo().isEmpty()) {
            return "";
        }
        return request.placement().length()
                + ","
                + request.similarTo().length()
                + ","
                + request.placement()
                + request.similarTo()
                + request.where();
    }

    private @Nullable Recommendation known(SlateRequest request) {
        if (request.guest()) {
            return null;
        }
        Recommendation same = view.newest(request.userId(), way(request));
        // What goes on from a history is no neighbour of an item, and heeds no condition.
        boolean plain = request.where().isEmpty() && request.similarTo().isEmpty();
        return same == null && plain ? view.newest(request.userId(), "") : same;
    }

    private @Nullable Answer popular(SlateRequest request, String why) {
        int size = request.size() == 0 ? POPULAR : request.size();
        List<String> itemIds =
                request.candidates().isEmpty()
                        ? view.popular(size, unwanted(request).negate())
                        : List.of();
        List<RankedItem> items = new ArrayList<>();
        for (String itemId : itemIds) {
            items.add(new RankedItem(itemId, items.size() + 1, 0, 0));
        }
        List<RankedItem> fit = fit(items, request);
        if (fit.isEmpty()) {
            return null;
        }
        counts.popular.increment();
        return new Answer(null, fit, 0, why, null);
    }

    /** Those that the request allows, and behind them what it brings to be ranked. */
    private static List<RankedItem> fit(List<RankedItem> items, SlateRequest request) {
        Predicate<String> unwanted = unwanted(request);
        Set<String> rest = new LinkedHashSet<>(request.candidates());
        int size = request.size() == 0 ? Integer.MAX_VALUE : request.size();
        List<RankedItem> fit = new ArrayList<>();
        for (RankedItem item : items) {
            boolean asked = request.candidates().isEmpty() || rest.remove(item.itemId());
            if (fit.size() < size && asked && !unwanted.test(item.itemId())) {
                fit.add(new RankedItem(item.itemId(), fit.size() + 1, item.score(), 0));
            }
        }
        for (String itemId : rest) {
            if (fit.size() < size && !unwanted.test(itemId)) {
                fit.add(new RankedItem(itemId, fit.size() + 1, 0, 0));
            }
        }
        return fit;
    }

    private static Predicate<String> unwanted(SlateRequest request) {
        Set<String> excluded = new HashSet<>(request.exclude());
        if (!request.similarTo().isEmpty()) {
            excluded.add(request.similarTo());
        }
        request.history().forEach(event -> excluded.add(event.itemId()));
        return excluded::contains;
    }

    private static String unchecked(String where) {
        return Rules.sentence(
                        "condition",
                        where.length() <= 60 ? where : where.substring(0, 60) + "…",
                        "the request",
                        "be checked by the job, which did not answer before the deadline",
                        "the job restarts")
                .replace("\r\n", "\n");
    }
}
