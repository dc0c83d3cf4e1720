package io.riffle.schema;

import java.util.List;
import java.util.Map;

/**
 * A catalogue entry.
 *
 * @param createdTime epoch ms; 0 when unknown
 */
public record Item(
        String itemId,
        String title,
        List<String> categories,
        long createdTime,
        Map<String, String> attributes) {}
