/**
 * What candidate sources, their blend and the map of new items are published as: plain columns, and
 * what changed of them since others. Start with {@link io.riffle.model.tables.SourceTables}.
 */
@NullMarked
package io.riffle.model.tables;

import org.jspecify.annotations.NullMarked;
