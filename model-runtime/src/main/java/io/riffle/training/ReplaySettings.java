package io.riffle.training;

/**
 * What is learned again beside new events.
 *
 * @param ratio kept positions learned for each new event
 * @param horizon newest events of the stream that are kept
 */
public record ReplaySettings(double ratio, int horizon) {
    /** Nothing is learned twice. */
    public static final ReplaySettings NONE = new ReplaySettings(0, 1);
}
