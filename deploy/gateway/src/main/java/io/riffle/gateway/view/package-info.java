/**
 * What a gateway remembers of what went past, all of it bounded by count and lost with the process:
 * the newest slates, what is popular of late, the catalogue. Start with {@link
 * io.riffle.gateway.view.SlateView}.
 */
@NullMarked
package io.riffle.gateway.view;

import org.jspecify.annotations.NullMarked;
