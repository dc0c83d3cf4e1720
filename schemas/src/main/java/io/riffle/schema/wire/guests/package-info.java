/**
 * Records about guests who turn out to be users, at the edge. A merge is written by a front end,
 * guests' histories and receipts by the job. Start with {@link
 * io.riffle.schema.wire.guests.MergeUsersWire}.
 */
@NullMarked
package io.riffle.schema.wire.guests;

import org.jspecify.annotations.NullMarked;
