/** Data files on disk: events, items and users as CSV, gzip by extension, columns by name. */
@NullMarked
package io.riffle.cli.files;

import org.jspecify.annotations.NullMarked;
