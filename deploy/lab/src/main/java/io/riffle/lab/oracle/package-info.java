/**
 * What must come out, said without a stream: what a model says of a history ({@link
 * io.riffle.lab.oracle.HistoryScorer}, with the same recommender as the job), and whether what lies
 * in the topics is what the clicks in them ask for. It only reads. Start with {@link
 * io.riffle.lab.oracle.Audit}.
 */
@NullMarked
package io.riffle.lab.oracle;

import org.jspecify.annotations.NullMarked;
