/** Users that do not exist: clicks and lists with the truth behind them. */
@NullMarked
package io.riffle.cli.simulate;

import org.jspecify.annotations.NullMarked;
