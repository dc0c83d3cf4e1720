package io.riffle.model.candidates;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One categorical column of the user profile and the values that have a row of their own.
 *
 * <p>Row 0 is for an absent column, row 1 for a value that is not listed.
 */
public record ProfileColumn(String name, List<String> values) {

    /** Copies the values. */
    public ProfileColumn {
        values = List.copyOf(values);
    }

    /** Rows of the column: its values, and the two rows for absent and unlisted. */
    int rows() {
        return values.size() + 2;
    }

    /** Row of a value, counted within the column. */
    int row(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return 0;
        }
        int at = values.indexOf(value);
        return at < 0 ? 1 : at + 2;
    }
}
