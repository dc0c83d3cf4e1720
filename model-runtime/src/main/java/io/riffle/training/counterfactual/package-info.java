/**
 * What a logged slate says about slates that were not shown: how likely it was drawn, how likely
 * each slot was examined, and what another order would have brought. Everything follows from the
 * propensities that serving logs. The reranker's loss and its gate weigh by it.
 *
 * <p>Start with {@link CounterfactualUtility} and {@link ExaminationCurve}.
 */
@NullMarked
package io.riffle.training.counterfactual;

import org.jspecify.annotations.NullMarked;
