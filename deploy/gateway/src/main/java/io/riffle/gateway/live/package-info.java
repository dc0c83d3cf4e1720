/**
 * The live page's figures: what passes, how well slates foretell clicks beside two baselines, how
 * fast answers are, which models serve. Counted from the topics alone. Start with {@link
 * io.riffle.gateway.live.LiveBoard}.
 */
@NullMarked
package io.riffle.gateway.live;

import org.jspecify.annotations.NullMarked;
