/**
 * What jobs leave behind under a folder of checkpoints: where a run goes on from, and what nobody
 * needs any more. A job writes under its own id, and another one that goes on from there writes
 * under another. Start with {@link io.riffle.lab.checkpoints.RunCheckpoints}; {@code
 * CheckpointPruning} deletes.
 */
@NullMarked
package io.riffle.lab.checkpoints;

import org.jspecify.annotations.NullMarked;
