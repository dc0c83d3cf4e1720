package io.riffle.schema.actions;

import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.TrainingSample;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What each action means. One that is part of a history is answered, counts for popularity, and may
 * be the next event that a sample foretells; its weight says how much it teaches. A DISLIKE
 * excludes its item and is a negative. Any other action only says that the item was seen: an
 * impression, which has no answer.
 *
 * @param weights by which the loss of a target is multiplied, 0 to {@value #LARGEST}; what is not
 *     named weighs nothing
 * @param history actions that are part of a history; never DISLIKE
 */
public record ActionRules(Map<Action, Float> weights, Set<Action> history) implements Serializable {

    /** Weights as text: those that {@link #USUAL} has. */
    public static final String WEIGHTS = "CLICK:1,LIKE:1,CART:1,PURCHASE:1";

    /** Actions of a history as text: those that {@link #USUAL} has. */
    public static final String HISTORY = "CLICK,LIKE,CART,PURCHASE";

    /** What actions mean where nobody says otherwise. */
    public static final ActionRules USUAL =
            new ActionRules(
                    Map.of(
                            Action.CLICK, 1f,
                            Action.LIKE, 1f,
                            Action.CART, 1f,
                            Action.PURCHASE, 1f),
                    Set.of(Action.CLICK, Action.LIKE, Action.CART, Action.PURCHASE));

    private static final int LARGEST = 100;

    /** Hears of each part of a text that cannot be used. */
    @FunctionalInterface
    public interface Problems {
        /** The value must do so; maybe do that. */
        void add(String value, String must, String maybe);
    }

    /** Checks and copies. */
    public ActionRules {
        weights.forEach(
                (action, weight) -> {
                    if (!possible(weight) || (negative(action) && weight > 0)) {
                        throw new IllegalArgumentException(
                                String.format(
                                        Locale.ROOT,
                                        "The weight (%s) of %s must be 0 to %d, of DISLIKE"
                                                + " 0.%nMaybe leave it out.",
                                        weight,
                                        action,
                                        LARGEST));
                    }
                });
        if (history.contains(Action.DISLIKE)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The actions (%s) of a history must not hold DISLIKE.%nMaybe leave it"
                                    + " out.",
                            history));
        }
        weights = Map.copyOf(weights);
        history = Set.copyOf(history);
    }

    /**
     * Reads {@code CLICK:1,CART:2} and {@code CLICK,CART}; an action without a weight keeps its
     * usual one. What cannot be used is told, part by part, and left out.
     */
    public static ActionRules read(
            String weights, String history, Problems ofWeights, Problems ofHistory) {
        Map<Action, Float> weighed = new EnumMap<>(USUAL.weights);
        Set<String> met = new HashSet<>();
        for (String part : weights.split(",", -1)) {
            int colon = part.lastIndexOf(':');
            Action action = ActionNames.own(part.substring(0, Math.max(0, colon)));
            float weight = number(part.substring(colon + 1));
            boolean good = action != null && possible(weight) && met.add(action.name());
            if (action == null || !good || (negative(action) && weight > 0)) {
                ofWeights.add(
                        part.strip(),
                        "be an action, once, and a number of 0 to 100, for DISLIKE 0",
                        "write " + WEIGHTS);
            } else {
                weighed.put(action, weight);
            }
        }
        Set<Action> kept = EnumSet.noneOf(Action.class);
        for (String part : history.split(",", -1)) {
            Action action = ActionNames.own(part);
            if (action == null || negative(action) || !kept.add(action)) {
                ofHistory.add(
                        part.strip(),
                        "be an action, once, and not DISLIKE, which excludes an item",
                        "write " + HISTORY);
            }
        }
        ActionRules rules = new ActionRules(weighed, kept);
        if (!kept.isEmpty() && kept.stream().noneMatch(action -> rules.weight(action) > 0)) {
            ofWeights.add(weights, "let an action of the history teach", "write " + WEIGHTS);
        }
        return rules;
    }

    /** Whether the action is part of a history. */
    public boolean entersHistory(Action action) {
        return history.contains(action);
    }

    /** By what the loss of the action as a target is multiplied; 0 = it is no target. */
    public float weight(Action action) {
        return history.contains(action) ? weights.getOrDefault(action, 0f) : 0;
    }

    /** Whether a record of the action gets a recommendation; else it is an impression. */
    public boolean answered(Action action) {
        return history.contains(action) || negative(action);
    }

    /** The sample without a next event and labels that teach nothing; its negatives stay. */
    public TrainingSample taught(TrainingSample sample) {
        HistoryEvent next = sample.next();
        List<HistoryEvent> labels =
                sample.labels().stream().filter(label -> teaches(label.action())).toList();
        return (next == null || teaches(next.action())) && labels.size() == sample.labels().size()
                ? sample
                : sample.withEvents(next == null || !teaches(next.action()) ? null : next, labels);
    }

    private boolean teaches(Action action) {
        return negative(action) || weight(action) > 0;
    }

    /** Whether the action says what a user does not want. */
    public static boolean negative(Action action) {
        return action == Action.DISLIKE;
    }

    private static boolean possible(float weight) {
        return weight >= 0 && weight <= LARGEST;
    }

    private static float number(String text) {
        try {
            return Float.parseFloat(text.strip());
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }
}
