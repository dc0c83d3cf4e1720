package io.riffle.training.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers ids from 0 in the order in which they are first met. */
final class Numbering {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> ids = new ArrayList<>();

    /** Number of an id, which gets the next one when it has none. */
    int number(String id) {
        Integer number = numbers.get(id);
        if (number == null) {
            number = ids.size();
            numbers.put(id, number);
            ids.add(id);
        }
        return number;
    }

    int size() {
        return ids.size();
    }

    /** Ids by number. */
    List<String> ids() {
        return List.copyOf(ids);
    }
}
