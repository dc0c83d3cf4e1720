/**
 * Items as the recommend step knows them: which ones the catalogue lists, which are popular, which
 * are new, and which fit a condition. Every slate is filtered by what is listed. Start with {@link
 * io.riffle.job.items.EligibleItems}.
 */
@NullMarked
package io.riffle.job.items;

import org.jspecify.annotations.NullMarked;
