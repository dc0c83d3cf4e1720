/**
 * {@code riffle evaluate} and {@code riffle recommend}: models judged and asked offline, one
 * protocol or one set of files at a time. The measures are in {@code training}; here are arguments
 * and reports. Start with {@link io.riffle.cli.evaluate.EvaluateCommand}.
 */
@NullMarked
package io.riffle.cli.evaluate;

import org.jspecify.annotations.NullMarked;
