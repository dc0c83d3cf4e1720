/**
 * Model artifacts: manifest, tensors and vocabulary, written once, verified on every read and never
 * executed. A loaded model is plain Java and complete, or it is refused with the rule it breaks.
 * Both sides read it, serving and training, and it belongs to neither.
 *
 * <p>Start with {@link LoadedModel}.
 */
@NullMarked
package io.riffle.artifact;

import org.jspecify.annotations.NullMarked;
