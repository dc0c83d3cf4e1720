package io.riffle.gateway.ask;

import java.time.Duration;

/**
 * How long somebody waits, and as part of what.
 *
 * @param deadline from now on
 * @param trace W3C trace context; empty = none
 */
public record Patience(Duration deadline, String trace) {}
