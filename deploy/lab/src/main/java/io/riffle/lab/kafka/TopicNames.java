package io.riffle.lab.kafka;

import io.riffle.schema.Rules;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an installation calls the topics that differ from {@link TopicPlan}. Code names topics as
 * they are planned; only what speaks to a client asks for the name in use.
 *
 * @param renamed name in use by planned name
 */
public record TopicNames(Map<String, String> renamed) {

    /** As planned. */
    public static final TopicNames PLANNED = new TopicNames(Map.of());

    /**
     * Copies the names.
     *
     * @throws IllegalArgumentException when a name is not planned, or two topics would be one
     */
    public TopicNames {
        renamed = Map.copyOf(renamed);
        List<String> planned = planned();
        for (String name : renamed.keySet()) {
            if (!planned.contains(name)) {
                throw new IllegalArgumentException(
                        Rules.sentence(
                                "name",
                                name,
                                "a topic",
                                "be one of " + String.join(", ", planned),
                                "it is the name in use, which comes after the ="));
            }
        }
        Set<String> used = new HashSet<>();
        for (String name : planned) {
            String inUse = renamed.getOrDefault(name, name);
            if (inUse.isBlank() || !used.add(inUse)) {
                throw new IllegalArgumentException(
                        Rules.sentence(
                                "name",
                                inUse,
                                "the topic " + name,
                                "be given, and be no other topic's",
                                "one of the two is misspelt"));
            }
        }
    }

    /** The name in use of a planned topic. */
    public String inUse(String planned) {
        return renamed.getOrDefault(planned, planned);
    }

    /** The planned name of a topic; of one that is none of ours, its own. */
    public String planned(String inUse) {
        for (Map.Entry<String, String> entry : renamed.entrySet()) {
            if (entry.getValue().equals(inUse)) {
                return entry.getKey();
            }
        }
        // A name that was given up is nobody's.
        return renamed.containsKey(inUse) ? "" : inUse;
    }

    private static List<String> planned() {
        return TopicPlan.all(1).stream().map(TopicPlan::name).toList();
    }
}
