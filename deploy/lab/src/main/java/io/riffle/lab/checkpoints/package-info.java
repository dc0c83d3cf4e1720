/**
 * What jobs leave behind under a folder of checkpoints, and which of it nobody needs any more. A
 * job writes under its own id, and another one that goes on from there writes under another. Start
 * with {@link io.riffle.lab.checkpoints.CheckpointPruning}.
 */
@NullMarked
package io.riffle.lab.checkpoints;

import org.jspecify.annotations.NullMarked;
