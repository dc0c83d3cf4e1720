package io.riffle.job.items;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is shown where no model knows better: items that are popular in what is known of a request,
 * such as the category of the user's last item, the device, or a value of the user's profile.
 *
 * <p>Each context has its own counts, drawn towards those of all clicks where it has seen few. How
 * far each kind of context is to be believed is learned click by click: the lists are a mixture
 * whose weights follow the share that each has in foreseeing what was clicked.
 *
 * <p><b>State</b>: bounded, per subtask, rebuilt from the stream after a restart. <b>Source</b>:
 * Titterington, Recursive parameter estimation using incomplete data, JRSS B 46 (1984), for the
 * weights.
 */
public final class PopularByContext {
    /** Lists of contexts that are kept, and items in each. */
    private static final int MOST_LISTS = 1_000;

    private static final int LISTED = 200;

    /** Kinds of context with a weight. */
    private static final int MOST_KINDS = 16;

    /** Of each list so many are looked at. */
    private static final int LOOKED_AT = 30;

    /** Clicks of all that a context's own are mixed with. */
    private static final double SHRINKAGE = 10;

    private static final double RATE = .02;

    private static final String ALL = "";

    private final PopularItems all;
    private final ContextLists lists;
    private final Map<String, Double> weights = new HashMap<>();

    /**
     * @param capacity items counted over all clicks
     * @param halfLife clicks after which a click counts half
     * @param kinds that are kept whatever others come first
     */
    public PopularByContext(int capacity, int halfLife, List<String> kinds) {
        this.all = new PopularItems(capacity, halfLife);
        this.lists = new ContextLists(MOST_LISTS, Math.min(LISTED, capacity), halfLife);
        weights.put(ALL, 1.0);
        kinds.forEach(kind -> weights.put(kind, 1.0));
    }

    /**
     * Something that is known of a request.
     *
     * @param kind as {@code category}, or the name of what a click says of itself, or of a
     *     profile's column
     */
    public record Context(String kind, String value) {}

    /** Learns a click on an item, made in these contexts. */
    public void add(String itemId, List<Context> contexts) {
        List<Context> kept = kept(contexts);
        learnWeights(itemId, known(kept));
        all.add(itemId);
        for (Context context : kept) {
            lists.add(itemId, context);
        }
    }

    /** Up to {@code count} item ids that are not excluded, the most likely first. */
    public List<String> top(int count, Predicate<String> excluded, List<Context> contexts) {
        List<Known> known = known(contexts);
        if (known.isEmpty()) {
            return all.top(count, excluded);
        }
        // An item is on most of the lists, and to ask of one costs a look at a whole history.
        Map<String, Boolean> asked = new HashMap<>();
        Predicate<String> once = item -> asked.computeIfAbsent(item, excluded::test);
        Set<String> candidates = new LinkedHashSet<>(all.top(count + LOOKED_AT, once));
        for (Known context : known) {
            candidates.addAll(context.list.top(count + LOOKED_AT, once));
        }
        List<Scored> scored = new ArrayList<>(candidates.size());
        for (String itemId : candidates) {
            scored.add(new Scored(itemId, chance(itemId, known)));
        }
        scored.sort(
                Comparator.comparingDouble((Scored one) -> -one.chance)
                        .thenComparing(Scored::itemId));
        return new ArrayList<>(scored.stream().limit(count).map(Scored::itemId).toList());
    }

    /** Those contexts of which there is a list: of others nothing follows. */
    public List<Context> listed(List<Context> contexts) {
        return contexts.stream().filter(context -> lists.find(context) != null).toList();
    }

    /** Lists of contexts that there are. */
    int lists() {
        return lists.size();
    }

    private record Scored(String itemId, double chance) {}

    /** A context that something was clicked in, and how far its kind is believed. */
    private record Known(String kind, double weight, PopularItems list) {}

    /** Of others nothing follows, and nothing of how far their kind is to be believed. */
    private List<Known> known(List<Context> contexts) {
        List<Known> known = new ArrayList<>(contexts.size());
        for (Context context : contexts) {
            PopularItems list = lists.find(context);
            if (list != null) {
                known.add(new Known(context.kind, weight(context.kind), list));
            }
        }
        return known;
    }

    /** Those of kinds that have a weight, or get one. */
    private List<Context> kept(List<Context> contexts) {
        List<Context> kept = new ArrayList<>(contexts.size());
        for (Context context : contexts) {
            if (weights.size() < MOST_KINDS) {
                weights.putIfAbsent(context.kind, 1.0);
            }
            if (weights.containsKey(context.kind)) {
                kept.add(context);
            }
        }
        return kept;
    }

    private void learnWeights(String itemId, List<Known> contexts) {
        double mixed = chance(itemId, contexts);
        if (contexts.isEmpty() || mixed == 0) {
            return;
        }
        double sum = weight(ALL);
        for (Known context : contexts) {
            sum += context.weight;
        }
        double general = ofAll(itemId);
        move(ALL, sum, general / mixed);
        for (Known context : contexts) {
            move(context.kind, sum, inContext(itemId, context.list, general) / mixed);
        }
    }

    /** Towards its share of what foresaw the click. */
    private void move(String kind, double sum, double gain) {
        double share = weight(kind) / sum;
        // A kind that says nothing now may say something later.
        double next = Math.max(1e-3, share + RATE * (share * gain - share));
        weights.put(kind, next * sum);
    }

    private double chance(String itemId, List<Known> contexts) {
        double general = ofAll(itemId);
        double sum = weight(ALL);
        double chance = sum * general;
        for (Known context : contexts) {
            sum += context.weight;
            chance += context.weight * inContext(itemId, context.list, general);
        }
        return chance / sum;
    }

    private double ofAll(String itemId) {
        double clicks = all.clicks();
        return clicks == 0 ? 0 : all.clicks(itemId) / clicks;
    }

    private static double inContext(String itemId, PopularItems list, double general) {
        return (list.clicks(itemId) + SHRINKAGE * general) / (list.clicks() + SHRINKAGE);
    }

    private double weight(String kind) {
        return weights.getOrDefault(kind, 0.0);
    }
}
