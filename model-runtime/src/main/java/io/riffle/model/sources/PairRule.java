package io.riffle.model.sources;

/**
 * How pairs of events count in {@link PairCounts}.
 *
 * @param name in reports
 * @param window most events between the two of a pair
 * @param step factor for each event further apart
 * @param backward share that counts from the later item to the earlier one
 * @param sessions whether no pair spans two sessions
 * @param halfLife events of the stream after which a pair counts half; 0 = all count alike
 */
record PairRule(
        String name, int window, double step, double backward, boolean sessions, int halfLife) {}
