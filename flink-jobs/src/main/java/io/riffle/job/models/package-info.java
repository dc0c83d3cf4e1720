/**
 * Which models serve: the life of an announced version from its announcement to its use or refusal,
 * what a failed load means, and who owns what was loaded. Nothing here reads files, starts threads
 * or knows Flink; {@code swap} does that on its behalf. Start with {@link
 * io.riffle.job.models.ModelLife}.
 */
@NullMarked
package io.riffle.job.models;

import org.jspecify.annotations.NullMarked;
