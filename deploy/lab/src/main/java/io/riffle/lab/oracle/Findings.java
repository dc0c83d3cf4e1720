package io.riffle.lab.oracle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What breaks the rules of an audit: how much of each rule, and the first few by name. */
final class Findings {

    /** A thousand lost clicks have one cause, and a few names are enough to look for it. */
    static final int EXAMPLES = 5;

    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Map<String, TreeSet<String>> examples = new LinkedHashMap<>();

    /** Notes that something breaks a rule. */
    void add(String rule, String what) {
        counts.merge(rule, 1L, Long::sum);
        // The least ones: two readings of the same topics name the same.
        TreeSet<String> names = examples.computeIfAbsent(rule, any -> new TreeSet<>());
        names.add(what);
        if (names.size() > EXAMPLES) {
            names.pollLast();
        }
    }

    /** Every rule that is broken, in the order in which they broke. */
    List<Finding> all() {
        return counts.entrySet().stream()
                .map(
                        count ->
                                new Finding(
                                        count.getKey(),
                                        count.getValue(),
                                        List.copyOf(
                                                examples.getOrDefault(
                                                        count.getKey(), new TreeSet<>()))))
                .toList();
    }
}
