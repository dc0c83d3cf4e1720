/**
 * Items as the recommend step knows them: which ones the catalogue lists, and which ones are
 * popular. Every slate is filtered by what is listed. Start with {@link
 * io.riffle.job.items.EligibleItems}.
 */
@NullMarked
package io.riffle.job.items;

import org.jspecify.annotations.NullMarked;
