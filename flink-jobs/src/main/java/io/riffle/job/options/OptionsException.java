package io.riffle.job.options;

import java.util.List;

/** Options that cannot be used: everything that is wrong with them, at once. */
public final class OptionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a copied list is serializable
    private final List<String> problems;

    /** Everything that is wrong, one problem a line or two. */
    public OptionsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** Throws when there is a problem. */
    public static void throwIfAny(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new OptionsException(problems);
        }
    }

    /** One sentence per problem, with value, rule and remedy. */
    public List<String> problems() {
        return problems;
    }
}
