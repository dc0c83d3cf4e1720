package io.riffle.job.user;

import io.riffle.schema.Slate;
import java.util.Map;

/** About how many bytes of the heap decoded state takes, with references of four bytes. */
final class HeapBytes {

    /** An id: headers of a text and its array, and some 20 bytes. */
    static final long ID = 76;

    private static final long SLATE = 400;
    private static final long CANDIDATE = 48 + ID;
    private static final long PROPENSITY = 24;
    private static final long ENTRY = 2 * 56;

    private HeapBytes() {}

    static long of(Slate slate) {
        return SLATE
                + CANDIDATE * slate.candidates().size()
                + ID * slate.displayed().size()
                + PROPENSITY * slate.propensities().size()
                + of(slate.profile());
    }

    static long of(Map<String, String> attributes) {
        long bytes = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            bytes += ENTRY + 2L * (attribute.getKey().length() + attribute.getValue().length());
        }
        return bytes;
    }
}
