/**
 * Records about guests who turn out to be users, at the edge. Front ends write the first, the job
 * the others. Start with {@link io.riffle.schema.wire.guests.MergeUsersWire}.
 */
@NullMarked
package io.riffle.schema.wire.guests;

import org.jspecify.annotations.NullMarked;
