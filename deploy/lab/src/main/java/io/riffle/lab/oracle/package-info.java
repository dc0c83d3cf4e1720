/**
 * What a model says outside of any stream, to hold the stream's answers against: a history in, the
 * items out. It uses the same recommender as the job. Start with {@link
 * io.riffle.lab.oracle.HistoryScorer}.
 */
@NullMarked
package io.riffle.lab.oracle;

import org.jspecify.annotations.NullMarked;
