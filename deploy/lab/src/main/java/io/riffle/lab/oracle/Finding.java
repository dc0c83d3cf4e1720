package io.riffle.lab.oracle;

import java.util.List;

/**
 * One rule of an {@link Audit} and what breaks it.
 *
 * @param rule what must hold, in words
 * @param count what breaks it
 * @param examples ids of the first of them, {@link Findings#EXAMPLES} at most
 */
public record Finding(String rule, long count, List<String> examples) {

    /** Copies the examples. */
    public Finding {
        examples = List.copyOf(examples);
    }
}
