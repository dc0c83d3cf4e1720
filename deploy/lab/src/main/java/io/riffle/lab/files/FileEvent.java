package io.riffle.lab.files;

import io.riffle.schema.Action;

/**
 * One good row of an events file.
 *
 * @param line line number in the file, the header is line 1
 * @param eventId the file's own id; empty when it has none
 * @param seconds epoch seconds, plausible ones
 */
public record FileEvent(
        long line, String eventId, String userId, String itemId, long seconds, Action action) {}
