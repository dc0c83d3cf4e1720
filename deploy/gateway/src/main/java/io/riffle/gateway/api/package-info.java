/**
 * The paths under which the gateway is called, and the JSON of their bodies, parameters and
 * answers, as doc/api.md has them. Start with {@link io.riffle.gateway.api.Routes}.
 */
@NullMarked
package io.riffle.gateway.api;

import org.jspecify.annotations.NullMarked;
