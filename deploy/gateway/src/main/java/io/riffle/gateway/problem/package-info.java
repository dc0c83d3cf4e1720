/**
 * What is told to a caller whose request is not answered: problem documents of RFC 9457, whose
 * detail is a sentence with a remedy. Start with {@link io.riffle.gateway.problem.Problem}.
 */
@NullMarked
package io.riffle.gateway.problem;

import org.jspecify.annotations.NullMarked;
