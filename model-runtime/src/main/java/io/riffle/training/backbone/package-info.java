/**
 * Training of a backbone on batches of sequences: its losses, what one step does, and what it goes
 * on from. A whole file and a stream are learned by the same class. It also scores histories with
 * the weights as they are.
 *
 * <p>Start with {@link BackboneTrainer}.
 */
@NullMarked
package io.riffle.training.backbone;

import org.jspecify.annotations.NullMarked;
